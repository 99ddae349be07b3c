package dev.ghbilling.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** Runs the command line. */
public final class GhbillingMain {
  private GhbillingMain() {}

  /**
   * Exits with 0 when it's done, 1 when the API or the network said no or the output is lost, 2
   * when it was used wrong.
   */
  public static void main(String[] arguments) {
    System.exit(run(System.getenv(), arguments));
  }

  /** As the process does it, which is left to go on. */
  static int run(Map<String, String> environment, String... arguments) {
    StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    PrintWriter out = utf8(stdout);
    PrintWriter err = utf8(new FileOutputStream(FileDescriptor.err));
    int status = run(environment, out, err, arguments);
    out.flush();
    if (stdout.loss().isPresent()) {
      err.println("ghbilling: the output can't be written: " + stdout.loss().get().getMessage());
      status = status == 0 ? 1 : status;
    }
    err.flush();
    return status;
  }

  /** The same without the process's own streams. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    Console console = new Console(environment, out, err);
    CommandLine program = Ghbilling.commandLine(console);
    Failures failures = new Failures(console);
    return program
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(arguments);
  }

  private static PrintWriter utf8(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }
}
