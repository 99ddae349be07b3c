package dev.ghbilling.internal.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * A temporary file beside its target, which it replaces when it is complete. Closing it earlier
 * deletes it. One whose process was killed is continued by the next download of the same target.
 */
public final class PartialFile implements AutoCloseable {
  private static final int BUFFER = 64 * 1024;

  private final Path target;
  private final String url;
  private final FileChannel channel;
  private Path file;
  private long length;
  private @Nullable String version;

  /** Thrown when the disk fails, not the network. */
  public static final class UnwritableException extends IOException {
    private static final long serialVersionUID = 1L;

    UnwritableException(Path file, IOException cause) {
      super(
          cause instanceof FileSystemException denied
              ? "the folder can't be written: " + denied.getFile()
              : "%s can't be written: %s".formatted(file, cause.getMessage()),
          cause);
    }
  }

  private PartialFile(Path target, String url, Path file, FileChannel channel) {
    this.target = target;
    this.url = url;
    this.file = file;
    this.channel = channel;
  }

  /**
   * Opens the file: one that was abandoned, or a new one.
   *
   * @param url where the content comes from, without its query
   * @param clock tells how old the files of other targets are
   */
  public static PartialFile open(Path target, String url, Clock clock) throws UnwritableException {
    Path absolute = target.toAbsolutePath();
    try {
      Path folder = absolute.getParent();
      if (folder != null) {
        Files.createDirectories(folder);
      }
      PartialFiles.Found found =
          new PartialFiles(clock)
              .take(absolute.resolveSibling(""), PartialFiles.Name.of(absolute, url, null))
              .orElse(null);
      if (found == null) {
        return create(absolute, url);
      }
      PartialFile file = new PartialFile(absolute, url, found.file(), found.channel());
      file.length = found.channel().size();
      file.channel.position(file.length);
      file.version = found.version();
      return file;
    } catch (UnwritableException e) {
      throw e;
    } catch (IOException e) {
      throw new UnwritableException(absolute, e);
    }
  }

  private static PartialFile create(Path target, String url) throws UnwritableException {
    // Files.createTempFile would make a file that only its owner can read.
    Path file = target.resolveSibling(PartialFiles.Name.of(target, url, null).unique());
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      PartialFiles.lock(channel);
      return new PartialFile(target, url, file, channel);
    } catch (IOException e) {
      throw new UnwritableException(file, e);
    }
  }

  /** Returns how many bytes have arrived. */
  public long length() {
    return length;
  }

  /** Returns the version that the content belongs to, or null when that is unknown. */
  @Nullable String version() {
    return version;
  }

  /** Returns the temporary file. */
  public Path path() {
    return file;
  }

  /** Empties the file, and puts the version of the content to come into its name. */
  void begin(@Nullable String newVersion) throws UnwritableException {
    startOver();
    try {
      Path renamed = target.resolveSibling(PartialFiles.Name.of(target, url, newVersion).unique());
      file = Files.move(file, renamed, StandardCopyOption.ATOMIC_MOVE);
      version = newVersion;
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
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

  void startOver() throws UnwritableException {
    try {
      channel.truncate(0);
      channel.position(0);
      length = 0;
      version = null;
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  /**
   * Returns another partial file with what is compressed in this one.
   *
   * @throws GzipFile.DamagedException when the content isn't gzip with a valid checksum
   */
  public PartialFile decompressed() throws IOException {
    PartialFile plain = create(target, url);
    try (InputStream in = GzipFile.open(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        plain.append(buffer, read);
      }
      return plain;
    } catch (IOException | RuntimeException e) {
      plain.close();
      throw e;
    }
  }

  /** Forces the content to disk, then moves the file to its target atomically. */
  public void complete() throws UnwritableException {
    try {
      channel.force(true);
      Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UnwritableException(target, e);
    }
  }

  @Override
  public void close() {
    try {
      // Still locked, so that no other download takes it for abandoned.
      Files.deleteIfExists(file);
      channel.close();
    } catch (IOException ignored) {
      // The download's outcome matters more than a hidden file that can't be deleted.
    }
  }
}
