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

/** Tells by the end of a gzip file, which has a checksum and a length, that nothing is missing. */
final class WholeGzip {
  private static final int TRAILER = 8;
  private static final int BUFFER = 64 * 1024;

  private WholeGzip() {}

  /**
   * Whether the file is gzip, in one piece, and ends with the checksum and the length of all that
   * is in it. Of several pieces the end says nothing about those that may follow.
   */
  static boolean is(Path file) throws IOException {
    CRC32 checksum = new CRC32();
    long length;
    try (InputStream in = Files.newInputStream(file);
        InputStream content = new CheckedInputStream(new GZIPInputStream(in, BUFFER), checksum)) {
      length = content.transferTo(OutputStream.nullOutputStream());
    } catch (EOFException | ZipException cutOrNoGzip) {
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
