package dev.ghbilling.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a command has around it. The launcher says by two variables what Java can't see: {@code
 * GHBILLING_COLUMNS}, how wide the terminal is that stdout is, and {@code GHBILLING_PROGRESS}, set
 * when stderr is a terminal.
 *
 * @param environment the process's environment
 * @param out for the answer, and nothing else
 * @param err for everything else
 */
record Console(Map<String, String> environment, PrintWriter out, PrintWriter err) {
  /** How wide the terminal is; empty when stdout is none. */
  OptionalInt columns() {
    return variable("GHBILLING_COLUMNS")
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** An environment variable that is set and not blank. */
  Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Shows what is going on, in one line that the next one replaces. Only to a terminal. */
  void progress(String state) {
    if (variable("GHBILLING_PROGRESS").isPresent()) {
      err.print("\r\u001B[K" + state);
      err.flush();
    }
  }

  /** Takes the line of progress away. */
  void endProgress() {
    progress("");
  }

  /** Says something that isn't the answer. */
  void note(String line) {
    endProgress();
    err.println(line);
  }
}
