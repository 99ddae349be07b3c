package dev.ghbilling.cli.input;

import dev.ghbilling.internal.text.FileErrorReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;
import java.util.regex.Pattern;

/** A file that a command replaces atomically, or leaves unchanged. */
public final class OutputFile {
  /** What the process already has open, which may be a file that others write to as well. */
  private static final Pattern OPEN_STREAM =
      Pattern.compile("/dev/std(?:out|err)|/(?:dev|proc/self)/fd/\\d+");

  private OutputFile() {}

  /**
   * Checks that the file can be written, before a request is sent.
   *
   * @param inputs the files that the command reads, which it must not replace
   * @throws WrongUsageException if it is a folder or one of the inputs
   * @throws UncheckedIOException if it can't be written
   */
  public static void require(Path file, List<Path> inputs) {
    if (Files.isDirectory(file)) {
      throw new WrongUsageException("--output must be a file, but %s is a folder".formatted(file));
    }
    try {
      for (Path input : inputs) {
        if (Files.exists(file) && Files.exists(input) && Files.isSameFile(file, input)) {
          throw new WrongUsageException(
              "--output must not be a file that the command reads, was " + file);
        }
      }
      Path target = target(file);
      Path folder = target.getParent();
      if (Files.exists(target) && !Files.isWritable(target)) {
        Files.newOutputStream(target, StandardOpenOption.APPEND).close(); // Fails with the reason.
      }
      if (!isDevice(target) && folder != null) {
        if (!Files.isDirectory(folder)) {
          throw new IOException("there is no folder " + folder);
        }
        requireWritable(folder);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /**
   * Replaces the file, which keeps its permissions, or the one that a link leads to. A device or an
   * open stream, such as /dev/stdout, is appended to.
   *
   * @throws UncheckedIOException if it can't be written; an existing file is then as it was
   */
  public static void write(Path file, String text) {
    try {
      Path target = target(file);
      if (isDevice(target)) {
        Files.writeString(target, text, StandardOpenOption.APPEND);
        return;
      }
      Path part =
          target.resolveSibling(
              ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
      try {
        Files.writeString(part, ""); // Nobody may read the text before the permissions are set.
        copyPermissions(target, part);
        Files.writeString(part, text);
        Files.move(
            part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw unwritable(file, e);
    }
  }

  /** Creates a file in a folder and deletes it. */
  static void requireWritable(Path folder) throws IOException {
    Files.delete(Files.createTempFile(folder, ".ghbilling-", ""));
  }

  /** Returns the exception for an output that can't be written. */
  public static UncheckedIOException unwritable(Path output, IOException e) {
    return new UncheckedIOException(
        "--output can't be written: %s: %s".formatted(output, FileErrorReason.of(e)), e);
  }

  /** Returns the file itself, or what a link leads to, which may not exist yet. */
  private static Path target(Path file) throws IOException {
    Path absolute = file.toAbsolutePath();
    if (isDevice(absolute)) {
      return absolute;
    }
    if (Files.isSymbolicLink(absolute) && !Files.exists(absolute)) {
      return absolute.resolveSibling(Files.readSymbolicLink(absolute)).normalize();
    }
    return Files.isRegularFile(absolute) ? absolute.toRealPath() : absolute;
  }

  /**
   * Tells whether an absolute path is that of a device, a pipe, or an open stream such as
   * /dev/stdout.
   */
  public static boolean isDevice(Path file) {
    return OPEN_STREAM.matcher(file.normalize().toString()).matches()
        || (Files.exists(file) && !Files.isRegularFile(file));
  }

  private static void copyPermissions(Path from, Path to) throws IOException {
    PosixFileAttributeView view = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (view != null && Files.exists(from)) {
      view.setPermissions(Files.getPosixFilePermissions(from));
    }
  }
}
