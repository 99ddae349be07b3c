package dev.ghbilling.internal.download;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The content of a file that is compressed by gzip. Unlike its superclass, it doesn't ignore what
 * follows the last member with content.
 */
public final class GzipFile extends GZIPInputStream {
  private static final int TRAILER = 8;
  private static final int BUFFER = 64 * 1024;

  private final Path file;

  /** The checksum and length of what was read of the current member. */
  private long checksum;

  private long length;

  /** Thrown when a file isn't gzip to its end, or its checksum doesn't fit. */
  public static final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message, IOException cause) {
      super(message, cause);
    }
  }

  private GzipFile(Path file, InputStream in) throws IOException {
    super(in, BUFFER);
    this.file = file;
  }

  /** Returns whether the file begins as gzip does. */
  public static boolean is(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      return start.length == 2 && (start[0] & 0xff) == 0x1f && (start[1] & 0xff) == 0x8b;
    }
  }

  /** Opens the file. */
  public static GzipFile open(Path file) throws IOException {
    InputStream in = Files.newInputStream(file);
    try {
      return new GzipFile(file, in);
    } catch (IOException e) {
      in.close();
      throw damaged(e);
    }
  }

  /**
   * Returns whether the file is gzip of a single member to its end. The end of one of several
   * members doesn't show whether more follow.
   */
  static boolean isWhole(Path file) throws IOException {
    try (GzipFile content = open(file)) {
      long length = content.transferTo(OutputStream.nullOutputStream());
      return length == content.length;
    } catch (DamagedException truncatedOrNotGzip) {
      return false;
    }
  }

  @Override
  public int read(byte[] buffer, int offset, int count) throws IOException {
    int read;
    try {
      read = super.read(buffer, offset, count);
    } catch (IOException e) {
      throw damaged(e);
    }
    if (read > 0) {
      // Kept, since some JDKs reset both when they look for another member.
      checksum = crc.getValue();
      length = inf.getBytesWritten();
    } else if (read < 0 && trailer() != (checksum | length << 32)) {
      throw new DamagedException(
          "gzip with something after its end", new ZipException("no trailer at the end"));
    }
    return read;
  }

  /** Returns the end of the file, where gzip has its checksum and length. */
  private long trailer() throws IOException {
    try (RandomAccessFile end = new RandomAccessFile(file.toFile(), "r")) {
      end.seek(end.length() - TRAILER);
      // Least significant byte first.
      return Long.reverseBytes(end.readLong());
    }
  }

  private static IOException damaged(IOException e) {
    return e instanceof EOFException || e instanceof ZipException
        ? new DamagedException("damaged gzip", e)
        : e;
  }
}
