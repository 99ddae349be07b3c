package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SubcommandTest {
  @Test
  void commandThatAFileOfArgumentsNamesIsLookedInto(@TempDir Path temp) throws Exception {
    Path file = Files.writeString(temp.resolve("arguments"), "actions\n--help\n");

    assertThat(run("@" + file).out())
        .isEqualTo(run("actions", "--help").out())
        .contains("--base-url");
  }

  @Test
  void programsHelpNamesCommandsThatNoArgumentNames() {
    assertThat(run("--help").out())
        .containsPattern("actions +Minutes of GitHub Actions")
        .containsPattern("sandbox +Serve the contract");
  }

  @Test
  void helpBreaksLinesBetweenWords() {
    assertThat(run("committers", "--help").out())
        .containsPattern("Speak plain http to another machine, which shows the\\R +token to the");
  }

  private static Run run(String... arguments) {
    return Run.with(Map.of(), arguments);
  }
}
