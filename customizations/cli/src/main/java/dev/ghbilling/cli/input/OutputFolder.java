package dev.ghbilling.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Checks the folder that a command writes files to. */
public final class OutputFolder {
  private OutputFolder() {}

  /**
   * Creates the folder if needed and checks that files can be created in it, so that a request
   * isn't made in vain.
   *
   * @throws WrongUsageException if it is a file
   * @throws UncheckedIOException if no file can be created in the folder
   */
  public static void require(Path folder) {
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new WrongUsageException(
          "--output must be a folder, but %s is a file".formatted(folder));
    }
    try {
      Files.createDirectories(folder);
      OutputFile.requireWritable(folder);
    } catch (IOException e) {
      throw OutputFile.unwritable(folder, e);
    }
  }
}
