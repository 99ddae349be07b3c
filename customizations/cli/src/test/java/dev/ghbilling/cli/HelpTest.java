package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HelpTest {
  @Test
  void help_argumentFile_isTheSame(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("arguments"), "actions\n--help\n");

    assertThat(run("@" + file).out())
        .isEqualTo(run("actions", "--help").out())
        .contains("--base-url");
  }

  @Test
  void help_program_describesItsCommands() {
    assertThat(run("--help").out())
        .containsPattern("actions +Minutes of GitHub Actions")
        .containsPattern("sandbox +Serve the contract");
  }

  @Test
  void help_longDescription_breaksBetweenWords() {
    assertThat(run("committers", "--help").out())
        .containsPattern("Speak plain http to another machine, which shows the\\R +token to the");
  }

  private static CliRun run(String... arguments) {
    return CliRun.with(Map.of(), arguments);
  }
}
