package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.client.ApiJson;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of a desired state that the guides show. */
class GuideFilesTest {
  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();
  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "budgets, budgets.yaml, steps, ''",
    "cost-centers, centers.yaml, changes, --allow-moves"
  })
  void apply_fileOfTheGuide_isDoneAndThenThere(String noun, String name, String list, String option)
      throws IOException {
    Matcher block =
        Pattern.compile("```yaml\n(# " + Pattern.quote(name) + "\n.*?)```", Pattern.DOTALL)
            .matcher(Files.readString(Path.of("guides", noun + ".md")));
    assertThat(block.find()).isTrue();
    Path file = Files.writeString(folder.resolve(name), block.group(1));

    String[] apply = "%s apply %s %s".formatted(noun, file, option).strip().split(" +");
    String[] asJson = (String.join(" ", apply) + " --format json").split(" ");

    CliRun first = CliRun.against(sandbox, asJson);

    assertThat(first.status()).as(first.err()).isZero();
    assertThat(ApiJson.mapper().readTree(first.out()).path(list)).isNotEmpty();
    assertThat(CliRun.against(sandbox, apply).err()).isEqualTo("There is nothing to do.\n");
  }
}
