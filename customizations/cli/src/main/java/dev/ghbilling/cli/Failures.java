package dev.ghbilling.cli;

import dev.ghbilling.error.GitHubBillingException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Says what went wrong in one line on stderr, and gives the exit status. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {
  private static final int REFUSED = 1;
  private static final int WRONG_USAGE = 2;

  private final Console console;

  Failures(Console console) {
    this.console = console;
  }

  @Override
  public int handleParseException(ParameterException e, String[] arguments) {
    CommandLine command = e.getCommandLine();
    return wrongUsage(command, e);
  }

  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult parsed) {
    if (e instanceof WrongUsageException || e instanceof IllegalArgumentException) {
      return wrongUsage(command, e);
    }
    if (e instanceof GitHubBillingException || e instanceof UncheckedIOException) {
      console.note("ghbilling: " + e.getMessage());
      return REFUSED;
    }
    // Ours to mend: the type and place are what a report of the fault needs.
    StackTraceElement[] trace = e.getStackTrace();
    console.note(
        "ghbilling: internal error: %s%s".formatted(e, trace.length == 0 ? "" : " at " + trace[0]));
    return REFUSED;
  }

  private int wrongUsage(CommandLine command, Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String name = command.getCommandSpec().qualifiedName();
    console.note(
        "ghbilling: %s (see %s --help)".formatted(message.replaceAll("\\s*\\R\\s*", " "), name));
    return WRONG_USAGE;
  }
}
