package dev.ghbilling.spec.compare;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/** What a command left behind. */
record Run(int status, String out, String err) {
  static Run of(String... arguments) {
    return in(Map.of(), arguments);
  }

  static Run in(Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int status = Main.run(environment, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Run(status, out.toString(), err.toString());
  }
}
