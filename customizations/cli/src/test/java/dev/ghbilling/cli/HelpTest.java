package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpTest {
  @Test
  void argumentFile_namingACommand_showsItsHelp(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("arguments"), "actions\n--help\n");

    assertThat(run("@" + file).out())
        .isEqualTo(run("actions", "--help").out())
        .contains("--base-url");
  }

  @Test
  void help_ofTheProgram_listsTheCommandsAndWhatElseTheLauncherRuns() {
    assertThat(run("--help").out())
        .containsPattern("actions +Minutes of GitHub Actions")
        .containsPattern("sandbox +Serve the contract")
        .contains("Begin with: ghbilling demo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"committers", "cost-centers", "cost-centers sync", "exports get"})
  void help_ofACommand_hasTheExitStatusesAndNotTheProgramsFooter(String command) {
    assertThat(run((command + " --help").split(" ")).out())
        .startsWith("Usage: ghbilling " + command)
        .contains("-V, --version", "Exit status:\n  0   done\n")
        .doesNotContain("Begin with");
  }

  @Test
  void help_withLongDescriptions_breaksLinesBetweenWords() {
    assertThat(run("committers", "--help").out())
        .containsPattern("Speak plain http to another machine, which shows the\\R +token to the");
  }

  private static CliRun run(String... arguments) {
    return CliRun.with(Map.of(), arguments);
  }
}
