package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.spec.text.StandardStreams;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/** The scripts for shells and the manual. {@code shells/check} tries them in each shell. */
class CompletionTest {
  @ParameterizedTest
  @ValueSource(strings = {"bash", "zsh", "fish"})
  void script_ofAShell_hasAllCommandsAndOptions(String shell) {
    String script = CliRun.with(Map.of(), "completion", shell).out();

    List<String> words = new ArrayList<>();
    for (CommandLine command : all(program())) {
      words.add(command.getCommandName());
      for (OptionSpec option : command.getCommandSpec().options()) {
        if (!option.hidden()) {
          words.add(option.longestName().replaceFirst("^--", ""));
        }
      }
    }
    assertThat(words).hasSizeGreaterThan(300).allMatch(script::contains);
    assertThat(script).contains("table json jsonl csv markdown").doesNotContain("cost_center_id");
  }

  @ParameterizedTest
  @CsvSource({
    "ghbilling usage --format mark, markdown",
    "ghbilling budgets list --scope ent, enterprise",
    "ghbilling usage su, summary",
    "ghbilling usage --group-by product, product",
    "ghbilling conf, conformance",
    "ghbilling spec dr, drift"
  })
  void bash_word_isCompleted(String typed, String completed, @TempDir Path folder)
      throws IOException, InterruptedException {
    Path script =
        Files.writeString(
            folder.resolve("script"), CliRun.with(Map.of(), "completion", "bash").out());
    Process bash =
        new ProcessBuilder(
                "bash",
                "-c",
                "source \"$1\"; COMP_WORDS=($2) COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _ghbilling; echo \"${COMPREPLY[@]}\"",
                "bash",
                script.toString(),
                typed)
            .redirectErrorStream(true)
            .start();

    assertThat(new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(completed + "\n");
    assertThat(bash.waitFor()).isZero();
  }

  @Test
  void files_ofAPackage_areWritten(@TempDir Path folder) throws IOException {
    ShellFiles.main(new String[] {folder.toString(), "1.2.3", "2026-11-20T00:00:00Z"});

    for (String file : List.of("ghbilling.bash", "_ghbilling", "ghbilling.fish")) {
      assertThat(folder.resolve("completions").resolve(file)).isNotEmptyFile();
    }
    for (CommandLine command : all(program())) {
      String title = command.getCommandSpec().qualifiedName("-");
      String page = Files.readString(folder.resolve("man/man1/" + title + ".1"));
      assertThat(page)
          .contains(".SH \"NAME\"\n" + title.replace("-", "\\-") + " \\- ", ".SH \"EXIT STATUS\"\n")
          .contains("\"2026-11-20\" \"ghbilling 1.2.3\"")
          .doesNotContain("%%", "@|");
      assertThat(command.getCommandSpec().options().stream().filter(each -> !each.hidden()))
          .map(option -> option.longestName().substring(2).replace("-", "\\-"))
          .allMatch(page::contains);
    }
  }

  @Test
  void shell_thatIsUnknown_isRefusedWithThoseThatThereAre() {
    assertThat(CliRun.with(Map.of(), "completion", "tcsh").err())
        .contains("must be one of bash, zsh, fish, was tcsh");
  }

  @Test
  @Regression(
      input = "ledger report -o bill.html",
      before = "Unknown option: '-o'",
      now = "the same as --output, as of the other commands")
  void output_ofEachCommand_hasAShortName() {
    List<OptionSpec> options =
        all(program()).stream()
            .flatMap(command -> command.getCommandSpec().options().stream())
            .filter(option -> option.longestName().equals("--output"))
            .toList();

    assertThat(options)
        .hasSizeGreaterThan(20)
        .allMatch(option -> option.shortestName().equals("-o"), "has -o");
  }

  private static CommandLine program() {
    StandardStreams streams = StandardStreams.of(new StringWriter(), new StringWriter());
    return Ghbilling.commandLine(new Console(Map.of(), streams, Clock.systemUTC()));
  }

  private static List<CommandLine> all(CommandLine command) {
    List<CommandLine> all = new ArrayList<>(List.of(command));
    command.getSubcommands().values().forEach(each -> all.addAll(all(each)));
    return all;
  }
}
