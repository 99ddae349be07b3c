package dev.ghbilling.cli.input;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the folder for downloads. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Creates the folder if needed and checks that files can be created in it, so that a request
   * isn't made in vain.
   *
   * @throws WrongUsageException if no file can be created in the folder
   */
  public static void require(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".ghbilling-", ""));
    } catch (IOException e) {
      throw new WrongUsageException(
          "--output can't be written: %s: %s".formatted(folder, FileErrorReason.of(e)));
    }
  }
}
