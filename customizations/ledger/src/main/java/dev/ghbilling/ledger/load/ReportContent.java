package dev.ghbilling.ledger.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * The content of a report file, which is landed as it came.
 *
 * @param sha256 the checksum of the content, decompressed
 * @param bytes its length
 */
public record ReportContent(String sha256, long bytes) {
  static final int BUFFER = 1 << 20;

  /**
   * Writes the content of a file compressed by gzip.
   *
   * @return the checksum of the compressed file
   */
  public static String compress(Path file, Path into) throws IOException {
    MessageDigest digest = newDigest();
    try (InputStream in = CsvRows.content(file);
        OutputStream out =
            new FastGzip(new DigestOutputStream(Files.newOutputStream(into), digest))) {
      byte[] buffer = new byte[BUFFER];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        out.write(buffer, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Returns the checksum of a file, as it is stored. */
  public static String storedSha256(Path file) throws IOException {
    MessageDigest digest = newDigest();
    byte[] buffer = new byte[BUFFER];
    try (InputStream in = Files.newInputStream(file)) {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        digest.update(buffer, 0, length);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Compresses quickly: reports repeat themselves so much that more effort gains little. */
  private static final class FastGzip extends GZIPOutputStream {
    FastGzip(OutputStream out) throws IOException {
      super(out, BUFFER);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
