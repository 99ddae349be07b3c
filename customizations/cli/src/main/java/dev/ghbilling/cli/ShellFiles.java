package dev.ghbilling.cli;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.shell.ManPage;
import dev.ghbilling.cli.shell.OtherPrograms;
import dev.ghbilling.cli.shell.Shell;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;

/** Writes the completion scripts of all shells and the man pages, for the zips. */
public final class ShellFiles {
  private ShellFiles() {}

  /**
   * Writes the files of {@code completions} and {@code man/man1}.
   *
   * @param arguments the parent folder of both, the version, and its date in ISO 8601 format
   */
  public static void main(String[] arguments) throws IOException {
    StandardStreams nowhere = StandardStreams.of(new StringWriter(), new StringWriter());
    CommandSpec program =
        Ghbilling.commandLine(new Console(Map.of(), nowhere, Clock.systemUTC())).getCommandSpec();
    Path pages = Files.createDirectories(Path.of(arguments[0], "man", "man1"));
    for (Map.Entry<String, String> page :
        ManPage.all(program, arguments[1], arguments[2].substring(0, 10)).entrySet()) {
      Files.writeString(pages.resolve(page.getKey()), page.getValue());
    }
    OtherPrograms.addTo(program); // They have no pages.
    Path completions = Files.createDirectories(Path.of(arguments[0], "completions"));
    for (Shell shell : Shell.values()) {
      Files.writeString(completions.resolve(shell.file()), shell.completion(program));
    }
  }
}
