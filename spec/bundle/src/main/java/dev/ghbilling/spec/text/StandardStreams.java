package dev.ghbilling.spec.text;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The stdout and stderr of a program, and its only way to print.
 *
 * <p>Whatever people read is {@linkplain PrintableText filtered} here, whether a terminal shows it
 * or not: a server, a file or an argument can neither send a terminal a command nor forge a line. A
 * JSON document has such characters escaped, and stays equal. Only other data is printed as it is.
 */
public final class StandardStreams {
  private static final String REWRITE_LINE = "\r\u001B[K";

  private final RedirectedWriter data;
  private final Writer terminal;
  private final PrintWriter out;
  private final PrintWriter err;
  private final Supplier<Optional<IOException>> failure;

  private StandardStreams(Writer out, Writer err, Supplier<Optional<IOException>> failure) {
    this.data = new RedirectedWriter(out);
    this.terminal = err;
    this.out = new PrintWriter(new PrintableWriter(data), true);
    this.err = new PrintWriter(new PrintableWriter(err), true);
    this.failure = failure;
  }

  /** Returns streams that print to these writers. */
  public static StandardStreams of(Writer out, Writer err) {
    return new StandardStreams(out, err, Optional::empty);
  }

  /** Returns the streams of this process, in UTF-8. */
  public static StandardStreams ofProcess() {
    StandardOutput stdout = new StandardOutput(new FileOutputStream(FileDescriptor.out));
    return new StandardStreams(
        utf8(stdout), utf8(new FileOutputStream(FileDescriptor.err)), stdout::failure);
  }

  private static Writer utf8(OutputStream stream) {
    return new OutputStreamWriter(stream, StandardCharsets.UTF_8);
  }

  /** Returns a writer for help on stdout, for a library that prints it. */
  public PrintWriter out() {
    return out;
  }

  /** Returns a writer for help on stderr, for a library that prints it. */
  public PrintWriter err() {
    return err;
  }

  /** Prints a line on stdout. A line feed in it becomes a space. */
  public void line(String line) {
    out.println(PrintableText.line(line));
  }

  /** Prints lines on stdout, each as {@link #line} does. */
  public void lines(List<String> lines) {
    StringBuilder text = new StringBuilder();
    lines.forEach(line -> text.append(PrintableText.line(line)).append(System.lineSeparator()));
    out.print(text);
    out.flush();
  }

  /** Prints a JSON document on stdout. */
  public void json(String document) {
    data(PrintableText.json(document) + System.lineSeparator());
  }

  /** Prints data that isn't for people on stdout, exactly as it is. */
  public void data(String text) {
    print(text, data);
  }

  /** Prints a line on stderr. A line feed in it becomes a space. */
  public void note(String line) {
    err.println(PrintableText.line(line));
  }

  /** Replaces the last line on stderr, which must be a terminal, by another one without an end. */
  public void progress(String line) {
    print(REWRITE_LINE + PrintableText.line(line), terminal);
  }

  /**
   * Runs a task, and sends to another writer what it prints on stdout.
   *
   * @return what the task returns
   */
  public <T> T redirected(Writer to, Supplier<T> task) {
    Writer before = data.redirect(to);
    try {
      return task.get();
    } finally {
      out.flush();
      data.redirect(before);
    }
  }

  /** Runs a task, and sends to stdout what it prints there, even within a redirected task. */
  public void unredirected(Runnable task) {
    Writer before = data.redirect(data.usual());
    try {
      task.run();
    } finally {
      out.flush();
      data.redirect(before);
    }
  }

  /** Returns whether stdout goes to another writer for now. */
  public boolean isRedirected() {
    return data.isRedirected();
  }

  /** Returns why stdout couldn't be written, unless its reader has closed it. */
  public Optional<IOException> failure() {
    out.flush();
    return failure.get();
  }

  private static void print(String text, Writer to) {
    PrintWriter printer = new PrintWriter(to);
    printer.print(text);
    printer.flush();
  }
}
