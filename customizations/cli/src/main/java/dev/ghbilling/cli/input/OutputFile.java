package dev.ghbilling.cli.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that a command replaces atomically, or leaves unchanged. */
public final class OutputFile {
  private OutputFile() {}

  /**
   * Checks that a file can be created in the folder, before a request is sent.
   *
   * @throws WrongUsageException if none can
   */
  public static void require(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
      throw new WrongUsageException(
          "--output must be a file in a folder that exists and can be written to, was " + file);
    }
    if (Files.isDirectory(file)) {
      throw new WrongUsageException("--output must be a file, but %s is a folder".formatted(file));
    }
  }

  /**
   * Replaces the file. A device, such as /dev/stdout, is written to.
   *
   * @throws UncheckedIOException if it can't be written; an existing file is then as it was
   */
  public static void write(Path file, String text) {
    try {
      if (Files.exists(file) && !Files.isRegularFile(file)) {
        Files.writeString(file, text);
        return;
      }
      Path target = Files.exists(file) ? file.toRealPath() : file;
      Path part =
          target.resolveSibling(
              ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
      try {
        Files.writeString(part, text);
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("--output can't be written: " + file, e);
    }
  }
}
