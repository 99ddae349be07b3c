package dev.ghbilling.cli.output;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The environment and output streams of a command.
 *
 * <p>The launcher sets two variables for what Java can't find out: {@code GHBILLING_COLUMNS} is the
 * width of the terminal if stdout is one, and {@code GHBILLING_PROGRESS} is set if stderr is a
 * terminal.
 *
 * @param environment the environment variables
 * @param out stdout, which receives the result and nothing else
 * @param err stderr, which receives everything else
 */
public record Console(Map<String, String> environment, PrintWriter out, PrintWriter err) {
  /** Returns the width of the terminal, or empty if stdout isn't a terminal. */
  public OptionalInt columns() {
    return variable("GHBILLING_COLUMNS")
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }

  /** Returns the value of an environment variable, or empty if it is not set or blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Shows a line of progress in place of the previous one, if stderr is a terminal. */
  public void progress(String state) {
    if (variable("GHBILLING_PROGRESS").isPresent()) {
      err.print("\r\u001B[K" + state);
      err.flush();
    }
  }

  /** Removes the line of progress. */
  public void endProgress() {
    progress("");
  }

  /** Prints a line on stderr. */
  public void note(String line) {
    endProgress();
    err.println(line);
  }
}
