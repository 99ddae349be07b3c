package dev.ghbilling.exports;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A temporary file beside its target, which it replaces when it is complete. Closing it earlier
 * deletes it.
 */
final class PartialFile implements AutoCloseable {
  private final Path target;
  private final Path file;
  private final FileChannel channel;
  private long length;

  /** Thrown when the disk fails, not the network. */
  static final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwritableException(Path file, IOException cause) {
      super(
          cause instanceof FileSystemException denied
              ? "the folder can't be written: " + denied.getFile()
              : "%s can't be written: %s".formatted(file, cause.getMessage()),
          cause);
    }
  }

  PartialFile(Path target) throws UnwritableException {
    this.target = target.toAbsolutePath();
    Path folder = this.target.getParent();
    // Files.createTempFile would make a file that only its owner can read.
    this.file = this.target.resolveSibling(".download-" + UUID.randomUUID() + ".part");
    try {
      if (folder != null) {
        Files.createDirectories(folder);
      }
      this.channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UnwritableException(file, e);
    }
  }

  long length() {
    return length;
  }

  void append(byte[] bytes, int count) throws UnwritableException {
    try {
      ByteBuffer rest = ByteBuffer.wrap(bytes, 0, count);
      while (rest.hasRemaining()) {
        length += channel.write(rest);
      }
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  boolean isWholeGzip() throws UnwritableException {
    try {
      return WholeGzip.is(file);
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  void startOver() throws UnwritableException {
    try {
      channel.truncate(0);
      channel.position(0);
      length = 0;
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  /** Forces the content to disk, then moves the file to its target atomically. */
  void complete() throws UnwritableException {
    try {
      channel.force(true);
      channel.close();
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException ignored) {
      // The download's outcome matters more than a hidden file that can't be deleted.
    }
  }
}
