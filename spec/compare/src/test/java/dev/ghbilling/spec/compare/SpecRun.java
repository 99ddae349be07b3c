package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.text.StandardStreams;
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
    int status = SpecMain.run(environment, StandardStreams.of(out, err), arguments);
    return new SpecRun(status, out.toString(), err.toString());
  }
}
