package dev.ghbilling.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** Runs the command line. */
public final class Main {
  private Main() {}

  /**
   * Exits with 0 when it's done, 1 when the API or the network said no, 2 when it was used wrong.
   */
  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int status = run(System.getenv(), out, err, arguments);
    out.flush();
    err.flush();
    System.exit(status);
  }

  /** The same without the process around it. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    Console console = new Console(environment, out, err);
    CommandLine program = new CommandLine(new Ghbilling(), new CommandFactory(console));
    program.getCommandSpec().usageMessage().footer(Ghbilling.FOOTER);
    Converters.registerIn(program);
    Failures failures = new Failures(console);
    return program
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(true)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures)
        .execute(arguments);
  }

  private static PrintWriter utf8(FileDescriptor file) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(file), StandardCharsets.UTF_8), true);
  }
}
