package dev.ghbilling.spec.text;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.Writer;

/** A writer of lines that people read, which passes only {@linkplain PrintableText such text}. */
final class PrintableWriter extends FilterWriter {
  PrintableWriter(Writer out) {
    super(out);
  }

  @Override
  public void write(int character) throws IOException {
    write(String.valueOf((char) character), 0, 1);
  }

  @Override
  public void write(char[] text, int offset, int length) throws IOException {
    write(new String(text, offset, length), 0, length);
  }

  @Override
  public void write(String text, int offset, int length) throws IOException {
    out.write(PrintableText.lines(text.substring(offset, offset + length)));
  }
}
