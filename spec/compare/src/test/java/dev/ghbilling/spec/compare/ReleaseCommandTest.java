package dev.ghbilling.spec.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.bundle.OpenApiFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReleaseCommandTest {
  @TempDir private Path folder;
  private Path released;

  @BeforeEach
  void library() throws IOException {
    released = Files.writeString(folder.resolve("released.json"), Library.document().toString());
  }

  @Test
  void release_withoutOptions_writesTheBundledContract() throws IOException {
    Path file = folder.resolve("spec/released/openapi.yaml");
    Files.createDirectories(file.getParent());

    SpecRun run = SpecRun.in(Map.of("GHBILLING_ROOT", folder.toString()), "release");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(run.out()).startsWith(file + " is the contract of version ").hasLineCount(1);
    assertThat(OpenApiFile.read(file).path("info"))
        .isEqualTo(Contract.bundled().document().path("info"));
    assertThat(file.getParent()).isDirectoryNotContaining("glob:**.part");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          1.3.0 |          | 0 | ``
          1.2.3 |          | 1 | 1.2.3 has been released with another content; raise info.version
          1.2.2 |          | 1 | info.version is 1.2.2, which is lower than the released 1.2.3
          1.3.0-SNAPSHOT | | 1 | info.version is 1.3.0-SNAPSHOT, which is not a release
          1.3   |          | 2 | info.version must be MAJOR.MINOR.PATCH, was "1.3"
          1.2.3 |  replace | 0 | ``
          """)
  void release_changedContract_needsANewVersion(
      String version, String replace, int status, String message) throws IOException {
    ObjectNode next = Library.document();
    Library.set(next, "/info/version", "\"" + version + "\"");
    Library.set(next, "/components/schemas/Book/properties/pages", "{\"type\":\"integer\"}");

    SpecRun run = release(next, replace != null);

    assertThat(run.status()).isEqualTo(status);
    assertThat(run.err()).contains(message).hasLineCount(status == 0 ? 0 : 1);
    assertThat(Files.readString(released))
        .isEqualTo((status == 0 ? next : Library.document()).toString());
  }

  @Test
  void release_removedProperty_needsANewMajor() throws IOException {
    ObjectNode next = Library.document();
    Library.set(next, "/components/schemas/Book/properties/isbn", "");
    Library.set(next, "/info/version", "\"1.3.0\"");

    SpecRun run = release(next, false);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.err()).contains("/isbn: property removed");

    Library.set(next, "/info/version", "\"2.0.0\"");
    assertThat(release(next, false).status()).isZero();
  }

  @Test
  void release_sameContract_leavesTheFileAlone() throws IOException {
    assertThat(release(Library.document(), false).status()).isZero();
    assertThat(released).hasContent(Library.document().toString());
  }

  @Test
  void release_withoutRepository_needsTheOption() {
    SpecRun run = SpecRun.of("release");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("--released=").hasLineCount(1);
  }

  @Test
  void release_missingFolder_isNamed() {
    SpecRun run = SpecRun.of("release", "--released", folder.resolve("no/openapi.yaml").toString());

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("spec release: " + folder.resolve("no")).hasLineCount(1);
  }

  private SpecRun release(ObjectNode next, boolean replace) throws IOException {
    Path contract = Files.writeString(folder.resolve("next.json"), next.toString());
    String[] arguments = {
      "release", "--released", released.toString(), "--contract", contract.toString(), "--replace"
    };
    return SpecRun.of(replace ? arguments : java.util.Arrays.copyOf(arguments, 5));
  }
}
