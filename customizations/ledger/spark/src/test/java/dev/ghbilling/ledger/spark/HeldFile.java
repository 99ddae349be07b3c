package dev.ghbilling.ledger.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/** A file of which only one half comes, so that whoever reads it is held in the middle of it. */
final class HeldFile implements AutoCloseable {
  private final Path path;
  private final Path original;
  private @Nullable OutputStream pipe;

  private HeldFile(Path path, Path original) {
    this.path = path;
    this.original = original;
  }

  /** Puts a named pipe in the place of a file. */
  static HeldFile hold(Path path) throws Exception {
    Path original = path.resolveSibling("held");
    Files.move(path, original);
    if (new ProcessBuilder("mkfifo", path.toString()).inheritIO().start().waitFor() != 0) {
      throw new IOException("mkfifo failed");
    }
    return new HeldFile(path, original);
  }

  Path path() {
    return path;
  }

  /** Waits until somebody reads the file, and gives one half of it. */
  void giveHalf() throws IOException {
    pipe = Files.newOutputStream(path);
    byte[] content = Files.readAllBytes(original);
    pipe.write(content, 0, content.length / 2);
  }

  /** Lets others read the whole file. Whoever has begun to read stays held. */
  void release() throws IOException {
    if (Files.exists(original)) {
      Files.move(
          original, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  @Override
  public void close() throws IOException {
    release();
    if (pipe != null) {
      pipe.close();
    }
  }
}
