package dev.ghbilling.spec.text;

import java.io.FilterWriter;
import java.io.Writer;

/** A writer whose target can be changed. */
final class RedirectedWriter extends FilterWriter {
  private final Writer usual;

  RedirectedWriter(Writer usual) {
    super(usual);
    this.usual = usual;
  }

  /** Writes to another writer from now on, and returns the one before it. */
  Writer redirect(Writer to) {
    Writer before = out;
    out = to;
    return before;
  }

  /** Returns the writer that it was made for. */
  Writer usual() {
    return usual;
  }

  boolean isRedirected() {
    return out != usual;
  }
}
