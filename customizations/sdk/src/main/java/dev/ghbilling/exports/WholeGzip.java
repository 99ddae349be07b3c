package dev.ghbilling.exports;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** The check that a gzip file is complete, by the checksum and the length at its end. */
final class WholeGzip {
  private static final int TRAILER = 8;
  private static final int BUFFER = 64 * 1024;

  private WholeGzip() {}

  /**
   * Returns whether the file is gzip of a single member, with the right checksum and length. The
   * end of one of several members doesn't show whether more follow.
   */
  static boolean is(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    long length;
    try (InputStream in = Files.newInputStream(file);
        InputStream content = new CheckedInputStream(new GZIPInputStream(in, BUFFER), checksum)) {
      length = content.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException truncatedOrNotGzip) {
      return false;
    }
    // Least significant byte first.
    return Long.reverseBytes(trailer(file)) == (checksum.getValue() | length << 32);
  }

  private static long trailer(Path file) throws IOException {
    try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
      end.seek(end.length() - TRAILER);
      return end.readLong();
    }
  }
}
