package dev.ghbilling.cli;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.StandardOutput;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The main class of the command line. */
public final class GhbillingMain {
  private GhbillingMain() {}

  /**
   * Runs a command and exits: with 0 on success, 1 if the API or the network reported an error or
   * the output could not be written, 2 if the arguments are invalid.
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  private static int run(Map<String, String> environment, String... arguments) {
    StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = utf8(stdout);
    PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
    int status = run(environment, out, err, arguments);
    out.flush();
    Optional<IOException> failure = stdout.failure();
    if (failure.isPresent()) {
      err.println("ghbilling: the output can't be written: " + failure.get().getMessage());
      status = status == 0 ? 1 : status;
    }
    err.flush();
    return status;
  }

  /** Runs a command with the given environment and streams, and returns the exit status. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    Console console = new Console(environment, out, err);
    CommandLine program = Ghbilling.commandLine(console);
    ErrorReporter errors = new ErrorReporter(console);
    program
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(errors)
        .setExecutionExceptionHandler(errors);
    try {
      return program.execute(arguments);
    } catch (OutOfMemoryError e) {
      return errors.outOfMemory();
    }
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
