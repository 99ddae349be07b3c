package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.shell.OtherPrograms;
import dev.ghbilling.cli.shell.Shell;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints a script for a shell. */
@Command(
    name = "completion",
    description = {
      "Print a shell script that completes commands, options and their values.",
      "",
      "bash: add this line to ~/.bashrc:",
      "  eval \"$(ghbilling completion bash)\"",
      "zsh: save it in a folder of $fpath, for example:",
      "  ghbilling completion zsh > ~/.zsh/completions/_ghbilling",
      "fish: save it in fish's completions folder:",
      "  ghbilling completion fish > ~/.config/fish/completions/ghbilling.fish"
    })
public final class CompletionCommand implements Runnable {
  private final Console console;

  @Parameters(paramLabel = "bash|zsh|fish", description = "The shell.")
  private Shell shell;

  @Spec private @Nullable CommandSpec command;

  /** Creates the command. */
  public CompletionCommand(Console console) {
    this.console = console;
  }

  @Override
  public void run() {
    CommandSpec program = Objects.requireNonNull(command).root();
    OtherPrograms.addTo(program);
    console.data(shell.completion(program));
  }
}
