package dev.ghbilling.sandbox;

import java.io.IOException;
import java.io.OutputStream;

/** What a fault does to the length of a body; the headers tell the changed one. */
sealed interface BodyChange {
  Content change(Content content);

  /** Only the first bytes are left. */
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
            content.writeTo(new CutOutput(out, bytes));
          } catch (CutOutput.FullException expected) {
            // That was the part.
          }
        }
      };
    }
  }

  /** So many bytes follow on the last one. */
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
