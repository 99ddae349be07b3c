package dev.ghbilling.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.internal.text.Redaction;
import dev.ghbilling.spec.text.StandardStreams;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/**
 * The environment and output streams of a command. Stdout receives the result and nothing else,
 * stderr everything else. A command has no other way to print. What people read has no secrets.
 *
 * <p>The launcher sets two variables for what Java can't find out: {@code GHBILLING_COLUMNS} is the
 * width of the terminal if stdout is one, and {@code GHBILLING_PROGRESS} is set if stderr is a
 * terminal.
 *
 * @param environment the environment variables
 * @param streams stdout and stderr, which filter what people read
 * @param clock the clock that says what today is
 */
public record Console(Map<String, String> environment, StandardStreams streams, Clock clock) {
  /** Returns today's date in UTC, in which GitHub bills. */
  public LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  /** Returns the value of an environment variable, or empty if it is not set or blank. */
  public Optional<String> variable(String name) {
    return Optional.ofNullable(environment.get(name)).filter(value -> !value.isBlank());
  }

  /** Returns a console that prints to the same streams. */
  public Console with(Map<String, String> variables, Clock time) {
    return new Console(variables, streams, time);
  }

  /** Prints a line for people on stdout. A line feed in it becomes a space. */
  public void line(String line) {
    streams.line(Redaction.of(line));
  }

  /** Prints a table for people on stdout. */
  public void table(Grid grid) {
    streams.lines(GridText.of(grid, columns()));
  }

  /** Prints a table for people on stdout, in GitHub's markdown. */
  public void markdown(Grid grid) {
    streams.lines(GridMarkdown.of(grid));
  }

  /** Prints a JSON document on stdout. */
  public void json(JsonNode document) {
    streams.json(ResultJson.pretty(document));
  }

  /** Prints JSON values on stdout, each on a line. */
  public void jsonLines(JsonNode values) {
    if (!values.isEmpty()) {
      streams.json(values.valueStream().map(ResultJson::compact).collect(Collectors.joining("\n")));
    }
  }

  /** Prints a text on stdout that is JSON already. */
  public void json(String document) {
    streams.json(document);
  }

  /** Prints data that is for programs on stdout, in which every character stays. */
  public void data(String values) {
    streams.data(values);
  }

  /** Shows a line of progress in place of the previous one, if stderr is a terminal. */
  public void progress(String state) {
    if (variable("GHBILLING_PROGRESS").isPresent()) {
      streams.progress(Redaction.of(state));
    }
  }

  /** Prints a line on stderr that shows progress where stderr is no terminal. */
  public void milestone(String line) {
    if (variable("GHBILLING_PROGRESS").isEmpty()) {
      note(line);
    }
  }

  /** Returns whether the result goes to a file for now, and not to stdout. */
  public boolean isRedirected() {
    return streams.isRedirected();
  }

  /** Runs a task that prints on stdout, even while the result goes to a file. */
  public void onStdout(Runnable task) {
    streams.unredirected(task);
  }

  /** Removes the line of progress. */
  public void endProgress() {
    progress("");
  }

  /** Prints a line on stderr. A line feed in it becomes a space. */
  public void note(String line) {
    endProgress();
    streams.note(Redaction.of(line));
  }

  /** Returns the width of the terminal, or empty if stdout isn't a terminal. */
  private OptionalInt columns() {
    return variable("GHBILLING_COLUMNS")
        .filter(text -> !streams.isRedirected())
        .filter(text -> text.matches("[1-9][0-9]{0,4}"))
        .map(text -> OptionalInt.of(Integer.parseInt(text)))
        .orElse(OptionalInt.empty());
  }
}
