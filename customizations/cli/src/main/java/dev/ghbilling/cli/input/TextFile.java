package dev.ghbilling.cli.input;

import dev.ghbilling.internal.text.FileErrorReason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A text file as editors and spreadsheets save it: UTF-8 or UTF-16, with or without its mark. */
final class TextFile {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private TextFile() {}

  /**
   * Reads the text without a byte order mark.
   *
   * @param option the option that names the file, for messages
   * @param longestKib how many kibibytes it may have
   * @throws WrongUsageException if the file can't be read, is too large or isn't such a text
   */
  static String read(Path file, String option, int longestKib) {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(longestKib * 1024 + 1);
    } catch (IOException e) {
      throw new WrongUsageException(
          "%s can't be read: %s: %s".formatted(option, file, FileErrorReason.of(e)));
    }
    if (bytes.length > longestKib * 1024) {
      throw new WrongUsageException(
          "%s must be at most %d KiB: %s".formatted(option, longestKib, file));
    }
    Charset charset = charset(bytes);
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    boolean malformed = decoder.decode(ByteBuffer.wrap(bytes), text, true).isError();
    String read = text.flip().toString();
    if (malformed) {
      throw new WrongUsageException(
          "line %d of %s is not %s: save the file as UTF-8".formatted(lines(read), file, charset));
    }
    int nul = read.indexOf('\0');
    if (nul >= 0) {
      throw new WrongUsageException(
          "line %d of %s has a NUL character: it is not a text file"
              .formatted(lines(read.substring(0, nul)), file));
    }
    return read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read;
  }

  /** Returns the number of the line at the end of the text, from 1. */
  private static long lines(String text) {
    boolean begun = text.isEmpty() || text.endsWith("\n") || text.endsWith("\r");
    return text.lines().count() + (begun ? 1 : 0);
  }

  /** Tells UTF-16 by its byte order mark or, since lists begin with ASCII, by a zero byte. */
  private static Charset charset(byte[] bytes) {
    int first = bytes.length < 2 ? -1 : Byte.toUnsignedInt(bytes[0]);
    int second = bytes.length < 2 ? -1 : Byte.toUnsignedInt(bytes[1]);
    if ((first == 0xFE && second == 0xFF) || (first == 0 && second > 0)) {
      return StandardCharsets.UTF_16BE;
    }
    if ((first == 0xFF && second == 0xFE) || (first > 0 && second == 0)) {
      return StandardCharsets.UTF_16LE;
    }
    return StandardCharsets.UTF_8;
  }
}
