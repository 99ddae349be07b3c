package dev.ghbilling.spec.compare;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;

/** The commands that compare contracts, as a process of their own. */
public final class Main {
  private Main() {}

  /** Runs a command and exits with its code: 0 done, 1 the answer is no, 2 it could not run. */
  public static void main(String[] arguments) {
    PrintWriter out = utf8(FileDescriptor.out);
    PrintWriter err = utf8(FileDescriptor.err);
    int status = run(System.getenv(), out, err, arguments);
    if (out.checkError()) {
      err.println("spec: the output can't be written");
      status = SpecCommand.COULD_NOT_RUN;
    }
    err.flush();
    System.exit(status);
  }

  /** The same without the process around it. */
  static int run(
      Map<String, String> environment, PrintWriter out, PrintWriter err, String... arguments) {
    CommandLine program = SpecCommand.program(environment);
    try {
      return program.setOut(out).setErr(err).execute(arguments);
    } catch (StackOverflowError | OutOfMemoryError e) {
      // Whatever asked for so much, it is no verdict.
      err.println("spec: failed: " + e);
      return SpecCommand.COULD_NOT_RUN;
    }
  }

  private static PrintWriter utf8(FileDescriptor descriptor) {
    return new PrintWriter(
        new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), false);
  }
}
