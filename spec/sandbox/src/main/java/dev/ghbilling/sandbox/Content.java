package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** What a reply carries; written when it is sent, so that it needn't fit into memory. */
interface Content {
  /** The length of a content that is only known once it is written. */
  long UNKNOWN = -1;

  /** The length in bytes, or {@link #UNKNOWN}. */
  long length();

  void writeTo(OutputStream out) throws IOException;
}
