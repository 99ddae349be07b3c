package dev.ghbilling.cli;

import dev.ghbilling.cli.command.OutputOptions;
import dev.ghbilling.cli.input.OpenEnumeration;
import dev.ghbilling.cli.input.OutputFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ExecutionException;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/** The main class of the command line. */
public final class GhbillingMain {
  private GhbillingMain() {}

  /**
   * Runs a command and exits: with 0 on success, 1 if the API or the network reported an error or
   * the output can't be written, 2 if the arguments are invalid.
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  private static int run(Map<String, String> environment, String... arguments) {
    StandardStreams streams = StandardStreams.ofProcess();
    int status = run(new Console(environment, streams, Clock.systemUTC()), arguments);
    Optional<IOException> failure = streams.failure();
    if (failure.isPresent()) {
      streams.note("ghbilling: the output can't be written: " + failure.get().getMessage());
      status = status == 0 ? 1 : status;
    }
    return status;
  }

  /** Runs a command and returns the exit status. */
  static int run(Console console, String... arguments) {
    StandardStreams streams = console.streams();
    CommandLine program =
        Ghbilling.commandLine(console)
            .setOut(streams.out())
            .setErr(streams.err())
            .setUsageHelpAutoWidth(true)
            // The streams remove the characters that would make colours.
            .setColorScheme(Help.defaultColorScheme(Help.Ansi.OFF))
            .setExecutionStrategy(
                parsed -> {
                  noteUnknownValues(parsed, console);
                  return OutputOptions.file(parsed)
                      .map(file -> runInto(file, parsed, console))
                      .orElseGet(() -> new RunLast().execute(parsed));
                });
    try {
      return program.execute(
          Arrays.stream(arguments).map(GhbillingMain::keptMention).toArray(String[]::new));
    } catch (OutOfMemoryError e) {
      return new ErrorReporter(console).outOfMemory();
    }
  }

  /** Runs a command, and saves what it printed on stdout to a file, if it came so far. */
  private static int runInto(Path file, ParseResult parsed, Console console) {
    List<CommandLine> called = parsed.asCommandLineList();
    CommandLine command = called.get(called.size() - 1);
    StringWriter printed = new StringWriter();
    try {
      OutputFile.require(file, OutputOptions.inputs(parsed));
      return console.streams().redirected(printed, () -> new RunLast().execute(parsed));
    } catch (WrongUsageException | UncheckedIOException e) {
      throw new ExecutionException(command, "the file can't be written", e);
    } finally {
      if (!printed.getBuffer().isEmpty()) {
        save(file, printed.toString(), command);
        console.note("Saved " + file.toAbsolutePath());
      }
    }
  }

  private static void save(Path file, String text, CommandLine command) {
    try {
      OutputFile.write(file, text);
    } catch (UncheckedIOException e) {
      throw new ExecutionException(command, "the file can't be written", e);
    }
  }

  /** Notes the values of options that the contract's open enumerations don't list. */
  private static void noteUnknownValues(ParseResult parsed, Console console) {
    for (ParseResult each = parsed; each != null; each = each.subcommand()) {
      for (OptionSpec option : each.matchedOptions()) {
        Object value = option.getValue();
        if (value != null) {
          OpenEnumeration.note(option.longestName(), value).ifPresent(console::note);
        }
      }
    }
  }

  /**
   * Doubles the @ of a mention such as @octocat, or picocli would replace it by the arguments in a
   * file of that name. An argument file needs a dot or a slash in its name.
   */
  private static String keptMention(String argument) {
    return argument.matches("@[\\w\\[\\]-]+") ? "@" + argument : argument;
  }
}
