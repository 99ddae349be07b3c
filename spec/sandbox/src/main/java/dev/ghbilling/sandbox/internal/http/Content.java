package dev.ghbilling.sandbox.internal.http;

import java.io.IOException;
import java.io.OutputStream;

/** The body of a response, written while it is sent, so that it needn't fit into memory. */
public interface Content {
  /** The length of a content whose length is known only once it is written. */
  long UNKNOWN = -1;

  /** Returns the length in bytes, or {@link #UNKNOWN}. */
  long length();

  /** Writes all bytes, and leaves the stream open. */
  void writeTo(OutputStream out) throws IOException;
}
