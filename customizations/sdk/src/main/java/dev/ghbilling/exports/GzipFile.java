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

/** Files that are compressed by gzip, which ends with a checksum and a length. */
final class GzipFile {
  private static final int TRAILER = 8;
  private static final int BUFFER = 64 * 1024;

  private GzipFile() {}

  /** Thrown when a file isn't gzip to its end, or its checksum doesn't fit. */
  static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(IOException cause) {
      super("damaged gzip", cause);
    }
  }

  /** Returns whether the file begins as gzip does. */
  static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return begins(in.readNBytes(2));
    }
  }

  /** Returns whether gzip begins like this. */
  static boolean begins(byte[] start) {
    return start.length >= 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
  }

  /**
   * Returns whether the file is gzip of a single member, with the right checksum and length. The
   * end of one of several members doesn't show whether more follow.
   */
  static boolean isWhole(Path file) throws IOException {
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

  /** Opens the file, to read what is compressed in it with {@link #read}. */
  static InputStream open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new GZIPInputStream(in, BUFFER);
    } catch (EOFException | ZipException e) {
      in.close();
      throw new DamagedException(e);
    }
  }

  /** Reads as {@link InputStream#read(byte[])} does. */
  static int read(InputStream gzip, byte[] buffer) throws IOException {
    try {
      return gzip.read(buffer);
    } catch (EOFException | ZipException e) {
      throw new DamagedException(e);
    }
  }
}
