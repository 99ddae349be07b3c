package dev.ghbilling.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainedFindingsTest {
  @TempDir private Path folder;

  @Test
  void compare_theListedFindings_hasNoDifference() throws IOException {
    assertThat(list("[{reason: r, findings: [a, b]}]").compare(List.of("b", "a"))).isEmpty();
  }

  @Test
  void compare_anotherFinding_isNotExplained() throws IOException {
    assertThat(list("[{reason: r, findings: [a]}]").compare(List.of("a", "b")))
        .containsExactly("not explained: b");
  }

  @Test
  void compare_missingFinding_isObsolete() throws IOException {
    assertThat(list("[{reason: r, findings: [a, b]}]").compare(List.of("b")))
        .containsExactly("explained, but no longer found: a");
  }

  @Test
  void compare_entryOfAllOperations_explainsOneFindingOfEach() throws IOException {
    ExplainedFindings explained = list("[{reason: r, findings: ['*: A 401', '*: B 404']}]");

    assertThat(explained.compare(List.of("getOne: A 401", "getOther: A 401", "getOne: A 400")))
        .containsExactly(
            "not explained: getOne: A 400", "explained, but no longer found: *: B 404");
  }

  @Test
  void read_entryWithoutAReason_throws() {
    assertThatIOException()
        .isThrownBy(() -> list("[{findings: [a]}]"))
        .withMessageContaining("without a reason");
  }

  @Test
  void read_findingListedTwice_throws() {
    assertThatIOException()
        .isThrownBy(() -> list("[{reason: r, findings: [a]}, {reason: s, findings: [a]}]"))
        .withMessageContaining("lists a finding twice: a");
  }

  private ExplainedFindings list(String entries) throws IOException {
    return ExplainedFindings.read(
        Files.writeString(folder.resolve("explained.yaml"), "explained: " + entries));
  }
}
