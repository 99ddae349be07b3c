package dev.ghbilling.cli;

import dev.ghbilling.cli.command.ApiOptions;
import dev.ghbilling.cli.command.OverBudgetException;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.spec.text.UsageError;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reports an exception as one line on stderr and maps it to the exit status. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;
  private static final String MISSING_COMMAND = "Missing required subcommand";

  private final Console console;

  ErrorReporter(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    return wrongUsage(e.getCommandLine(), message(e));
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    // The SDK throws an IllegalArgumentException before it sends a request.
    if (e instanceof WrongUsageException || e instanceof IllegalArgumentException) {
      return wrongUsage(command, message(e));
    }
    if (e instanceof GitHubBillingException failure) {
      console.note(
          "ghbilling: "
              + failure.getMessage()
              + ApiOptions.remedy(failure, command.getCommandSpec()));
      return FAILED;
    }
    if (e instanceof CancellationException
        || e instanceof UncheckedIOException
        || e instanceof LedgerException
        || e instanceof OverBudgetException) {
      console.note("ghbilling: " + e.getMessage());
      return FAILED;
    }
    StackTraceElement[] trace = e.getStackTrace();
    console.note(
        "ghbilling: internal error, please report it: %s%s"
            .formatted(e, trace.length == 0 ? "" : " at " + trace[0]));
    return FAILED;
  }

  /** Reports an OutOfMemoryError, which picocli doesn't handle. */
  int outOfMemory() {
    console.note(
        "ghbilling: the JVM ran out of memory (%d MiB): set a higher limit, for example JAVA_TOOL_OPTIONS=-Xmx4g"
            .formatted(Runtime.getRuntime().maxMemory() >> 20));
    return FAILED;
  }

  private int wrongUsage(CommandLine command, String message) {
    String name = command.getCommandSpec().qualifiedName();
    console.note(
        "ghbilling: %s (see %s --help)".formatted(withOptions(oneLine(message), command), name));
    return WRONG_USAGE;
  }

  /** Names the options in place of the SDK's settings that they set, such as allowInsecure. */
  private static String withOptions(String message, CommandLine command) {
    String text = message;
    for (OptionSpec option : command.getCommandSpec().options()) {
      String[] words = option.longestName().replaceFirst("^-+", "").split("-");
      String setting =
          words[0]
              + Arrays.stream(words)
                  .skip(1)
                  .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                  .collect(Collectors.joining());
      if (words.length > 1) {
        text = text.replaceAll("\\b" + setting + "\\b", option.longestName());
      }
    }
    return text;
  }

  private static String oneLine(String message) {
    return message.lines().map(String::strip).collect(Collectors.joining(" "));
  }

  private static String message(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    if (!(e instanceof ParameterException usage)) {
      return message;
    }
    CommandLine command = usage.getCommandLine();
    boolean hasCommands = !command.getSubcommands().isEmpty();
    if (e instanceof UnmatchedArgumentException unmatched) {
      return unknown(unmatched, hasCommands);
    }
    return hasCommands && message.equals(MISSING_COMMAND)
        ? "give a command: " + String.join(", ", command.getSubcommands().keySet())
        : UsageError.of(message);
  }

  private static String unknown(UnmatchedArgumentException unmatched, boolean hasCommands) {
    String word = unmatched.getUnmatched().get(0);
    String kind =
        unmatched.isUnknownOption()
            ? "there is no option "
            : hasCommands ? "there is no command " : "unexpected argument ";
    return kind
        + word
        + ofMeaning(unmatched, word)
            .or(() -> unmatched.getSuggestions().stream().findFirst())
            .map(": did you mean %s?"::formatted)
            .orElse("");
  }

  /**
   * Returns the option that has the word in other case, or whose value has the word as a part, as
   * HOST:PORT has the port.
   */
  private static Optional<String> ofMeaning(UnmatchedArgumentException unmatched, String word) {
    List<OptionSpec> options =
        unmatched.getCommandLine().getCommandSpec().options().stream()
            .filter(option -> !option.hidden())
            .toList();
    Optional<String> inOtherCase =
        options.stream()
            .flatMap(option -> Arrays.stream(option.names()))
            .filter(name -> name.equalsIgnoreCase(word))
            .findFirst();
    if (inOtherCase.isPresent() || !unmatched.isUnknownOption()) {
      return inOtherCase;
    }
    String part = word.replaceFirst("^-+", "").toUpperCase(Locale.ROOT);
    return options.stream()
        .filter(option -> option.paramLabel().contains(":"))
        .filter(option -> List.of(option.paramLabel().split(":")).contains(part))
        .map(OptionSpec::longestName)
        .findFirst();
  }
}
