package dev.ghbilling.spec.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.bundle.OpenApiFile;
import dev.ghbilling.spec.compare.Library;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares our verdicts with those of oasdiff, which also tells what breaks callers. Each
 * difference is a row of {@code OASDIFF.md}, below its reason, and each row is a difference.
 */
@Timeout(180)
class OasdiffIT {
  private static final Path OASDIFF = Path.of(System.getProperty("oasdiff"));

  /** In the notation of {@link RuleTest}: a rule, and whom it breaks. */
  private static final Pattern BREAKS_CALLERS = Pattern.compile(" cs?(,|$)");

  @TempDir private Path folder;

  @Test
  void verdicts_thatDiffer_areExplained() throws Exception {
    List<String> differences = new ArrayList<>();
    for (RuleTest.Example example : RuleTest.examples().toList()) {
      String change = change(example);
      JsonNode altered = RuleTest.altered(example);
      addDifference(change, Library.document(), altered, differences);
      addDifference(change + " undone", altered, Library.document(), differences);
    }
    addDifference(
        "`spec/released` to now",
        OpenApiFile.read(Path.of("../released/openapi.yaml")),
        Contract.bundled().document(),
        differences);

    assertThat(explained()).containsExactlyInAnyOrderElementsOf(differences);
  }

  private static String change(RuleTest.Example example) {
    String place =
        example
            .pointer()
            .replace("/components/schemas/", "")
            .replace("/paths/~1shelves~1{shelf}~1books/", "");
    return example.json().isEmpty()
        ? "`%s` removed".formatted(place)
        : "`%s` = `%s`".formatted(place, example.json());
  }

  private void addDifference(
      String change, JsonNode older, JsonNode newer, List<String> differences)
      throws IOException, InterruptedException {
    String ours = RuleTest.rules(older, newer);
    Set<String> theirs = oasdiff(older, newer);
    if (BREAKS_CALLERS.matcher(ours).find() == theirs.isEmpty()) {
      differences.add(
          "| %s | %s | %s |".formatted(change, orNone(ours), orNone(String.join(", ", theirs))));
    }
  }

  private static String orNone(String findings) {
    return findings.isEmpty() ? "none" : findings;
  }

  private Set<String> oasdiff(JsonNode older, JsonNode newer)
      throws IOException, InterruptedException {
    Path output = folder.resolve("output.json");
    Process process =
        new ProcessBuilder(
                OASDIFF.toString(),
                "breaking",
                "--format=json",
                Files.writeString(folder.resolve("older.json"), older.toString()).toString(),
                Files.writeString(folder.resolve("newer.json"), newer.toString()).toString())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor()).as(Files.readString(output)).isZero();
    Set<String> ids = new TreeSet<>();
    for (JsonNode change : ContractJson.MAPPER.readTree(output.toFile())) {
      ids.add(change.path("id").asText());
    }
    return ids;
  }

  /** Returns the rows below a heading, which is the reason. */
  private static List<String> explained() throws IOException {
    try (Stream<String> lines = Files.lines(Path.of("OASDIFF.md"))) {
      return lines
          .dropWhile(line -> !line.startsWith("## "))
          .filter(line -> line.startsWith("| `"))
          .toList();
    }
  }
}
