package dev.ghbilling.spec.compare;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** The exit status and output of a command. */
record SpecRun(int status, String out, String err) {
  static SpecRun of(String... arguments) {
    return in(Map.of(), arguments);
  }

  static SpecRun in(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = SpecMain.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    return new SpecRun(status, out.toString(), err.toString());
  }
}
