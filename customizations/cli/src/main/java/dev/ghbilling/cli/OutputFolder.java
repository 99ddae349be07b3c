package dev.ghbilling.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder for downloads. */
final class OutputFolder {
  private OutputFolder() {}

  /** Finds out whether files can be made there, before anything is asked of the API. */
  static void require(Path folder) {
    try {
      Files.createDirectories(folder);
      Files.delete(Files.createTempFile(folder, ".ghbilling-", ""));
    } catch (IOException e) {
      throw new WrongUsageException("the folder can't be written: " + folder);
    }
  }
}
