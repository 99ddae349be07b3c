package dev.ghbilling.sandbox.internal.fault;

import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.TruncatedOutput;
import java.io.IOException;
import java.io.OutputStream;

/** A change to the length of a body; {@code Content-Length} has the changed one. */
public sealed interface BodyChange {
  /** Returns the changed content. */
  Content change(Content content);

  /** Keeps only the first bytes. */
  record Partial(long bytes) implements BodyChange {
    @Override
    public Content change(Content content) {
      return new Content() {
        @Override
        public long length() {
          return content.length() == UNKNOWN ? UNKNOWN : Math.min(bytes, content.length());
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          try {
            content.writeTo(new TruncatedOutput(out, bytes));
          } catch (TruncatedOutput.FullException expected) {
            // All bytes of the part have been written.
          }
        }
      };
    }
  }

  /** Adds so many bytes at the end. */
  record Overlong(long bytes) implements BodyChange {
    @Override
    public Content change(Content content) {
      return new Content() {
        @Override
        public long length() {
          return content.length() == UNKNOWN ? UNKNOWN : content.length() + bytes;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
          content.writeTo(out);
          for (long i = 0; i < bytes; i++) {
            out.write('x');
          }
        }
      };
    }
  }
}
