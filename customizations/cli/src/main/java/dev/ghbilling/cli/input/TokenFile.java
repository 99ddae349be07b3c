package dev.ghbilling.cli.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Consumer;

/** A file with a token in it and nothing else, in UTF-8, or in UTF-16 as PowerShell writes it. */
public final class TokenFile {
  private static final int LONGEST = 64 * 1024;

  private TokenFile() {}

  /**
   * Reads the token.
   *
   * @param warning takes a line when every user of this machine can read the file
   * @throws WrongUsageException if the file can't be read or contains anything else
   */
  public static String read(Path file, Consumer<String> warning) {
    String token;
    try {
      token = text(file).strip();
      if (Files.isRegularFile(file) && isReadableByAll(file)) {
        warning.accept("every user of this machine can read the token: chmod 600 " + file);
      }
    } catch (IOException e) {
      throw new WrongUsageException("--token-file can't be read: " + file);
    }
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw new WrongUsageException(
          "--token-file must contain one token and nothing else: " + file);
    }
    return token;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LONGEST);
    }
    String text = new String(bytes, charset(bytes));
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  /** Tells UTF-16 by its byte order mark. */
  private static Charset charset(byte[] bytes) {
    int start = bytes.length < 2 ? 0 : (bytes[0] & 0xFF) << Byte.SIZE | (bytes[1] & 0xFF);
    return switch (start) {
      case 0xFEFF -> StandardCharsets.UTF_16BE;
      case 0xFFFE -> StandardCharsets.UTF_16LE;
      default -> StandardCharsets.UTF_8;
    };
  }

  private static boolean isReadableByAll(Path file) throws IOException {
    try {
      return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (UnsupportedOperationException e) {
      return false;
    }
  }
}
