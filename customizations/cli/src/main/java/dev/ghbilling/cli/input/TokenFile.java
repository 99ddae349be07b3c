package dev.ghbilling.cli.input;

import dev.ghbilling.BillingClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.function.Consumer;

/** A file with a token in it and nothing else. */
public final class TokenFile {
  private static final String OPTION = "--token-file";
  private static final int LONGEST_KIB = 64;

  private TokenFile() {}

  /**
   * Reads the token and sets it.
   *
   * @param warning takes a line when every user of this machine can read the file
   * @throws WrongUsageException if the file can't be read or contains anything else
   */
  public static void read(Path file, BillingClientBuilder<?, ?> builder, Consumer<String> warning) {
    String token = TextFile.read(file, OPTION, LONGEST_KIB);
    if (isReadableByAll(file)) {
      warning.accept("every user of this machine can read the token: chmod 600 " + file);
    }
    try {
      builder.token(token);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException("%s %s: %s".formatted(OPTION, file, e.getMessage()));
    }
  }

  private static boolean isReadableByAll(Path file) {
    try {
      return Files.isRegularFile(file)
          && Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }
}
