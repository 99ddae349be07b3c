package dev.ghbilling.ledger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A ledger's folder, locked by this process for a change. Files are written in {@link #work},
 * {@linkplain #place placed} under names that nothing refers to, and become part of the ledger when
 * a manifest that names them is {@linkplain #commit committed}. A process that is killed before
 * that leaves files behind that the next one removes.
 */
public final class LedgerStore implements AutoCloseable {
  /** The name of the file that has the manifest. */
  public static final String MANIFEST = "manifest.json";

  private static final String LANDED = "landed";
  private static final String PARQUET = "parquet";
  private static final String DATABASE = "ledger.duckdb";

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;
  private final FileChannel lock;
  private Manifest manifest;

  private LedgerStore(Path folder, FileChannel lock) throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.manifest = manifest(folder);
    recover();
  }

  /**
   * Locks a folder, which is created when it doesn't exist, and removes what an interrupted process
   * left behind.
   *
   * @throws LedgerException when another process has it locked, or it isn't a ledger's
   */
  @SuppressWarnings("resource") // The store has the channel.
  public static LedgerStore lock(Path folder, Instant now) throws IOException {
    Files.createDirectories(folder);
    if (!Files.exists(folder.resolve(MANIFEST)) && hasForeignFiles(folder)) {
      throw new LedgerException(
          "%s has files but no %s: name a new folder, or one of a ledger"
              .formatted(folder, MANIFEST));
    }
    FileChannel channel =
        FileChannel.open(
            folder.resolve("lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      if (!isLocked(channel)) {
        throw new LedgerException(
            "another sync of %s is running (%s); nothing was done"
                .formatted(folder, text(channel)));
      }
      byte[] owner =
          "process %d since %s"
              .formatted(ProcessHandle.current().pid(), now)
              .getBytes(StandardCharsets.UTF_8);
      channel.truncate(0).write(ByteBuffer.wrap(owner), 0);
      return new LedgerStore(folder, channel);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static boolean hasForeignFiles(Path folder) throws IOException {
    Set<String> own = Set.of("lock", "work", LANDED, PARQUET, DATABASE, MANIFEST + ".new");
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> !own.contains(file.getFileName().toString()));
    }
  }

  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      FileLock locked = channel.tryLock();
      return locked != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private static String text(FileChannel channel) throws IOException {
    ByteBuffer text = ByteBuffer.allocate(200);
    channel.read(text, 0);
    return new String(text.array(), 0, text.position(), StandardCharsets.UTF_8);
  }

  /**
   * Reads the manifest of a folder.
   *
   * @return an empty one when there is none
   * @throws LedgerException when it is damaged or of another version
   */
  public static Manifest manifest(Path folder) throws IOException {
    Path file = folder.resolve(MANIFEST);
    try {
      return manifest(Files.readAllBytes(file), file);
    } catch (NoSuchFileException e) {
      return Manifest.EMPTY;
    }
  }

  /**
   * Reads a manifest.
   *
   * @param file what messages call it
   * @throws LedgerException when it is damaged or of another version
   */
  public static Manifest manifest(byte[] content, Object file) throws IOException {
    try {
      Manifest manifest = JSON.readValue(content, Manifest.class);
      if (manifest.schemaVersion() != Manifest.SCHEMA_VERSION) {
        throw new LedgerException(
            "%s has version %d; this program knows version %d"
                .formatted(file, manifest.schemaVersion(), Manifest.SCHEMA_VERSION));
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new LedgerException("%s is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Returns whether there is a ledger in a folder. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(MANIFEST));
  }

  private void recover() throws IOException {
    deleteTree(work());
    Files.deleteIfExists(newManifest());
    Set<Path> listed = new HashSet<>();
    manifest
        .landings()
        .forEach(each -> each.files().forEach(file -> listed.add(folder.resolve(file.path()))));
    listed.addAll(manifest.parquet(folder));
    removeUnlisted(folder.resolve(LANDED), ".csv.gz", listed);
    removeUnlisted(folder.resolve(PARQUET), ".parquet", listed);
    Files.createDirectories(work());
  }

  private static void removeUnlisted(Path tree, String suffix, Set<Path> listed)
      throws IOException {
    for (Path file : tree(tree)) {
      if (file.getFileName().toString().endsWith(suffix) && !listed.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> tree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(root)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }

  private static void deleteTree(Path root) throws IOException {
    for (Path file : tree(root)) {
      Files.delete(file);
    }
  }

  /** Returns the folder. */
  public Path folder() {
    return folder;
  }

  /** Returns the committed manifest. */
  public Manifest manifest() {
    return manifest;
  }

  /** Returns the folder for unfinished files, which are removed when the store is closed. */
  public Path work() {
    return folder.resolve("work");
  }

  /** Returns the file at a path of the manifest. */
  public Path file(String path) {
    return folder.resolve(path);
  }

  /** Returns the path of a landed file. */
  public static String landedPath(ReportType type, Object from, Object to, String source) {
    return "%s/%s/%s_%s_%s.csv.gz".formatted(LANDED, type, from, to, source);
  }

  /** Returns the path of a Parquet file. */
  public static String partitionPath(ReportType type, Object month, String id) {
    return "%s/type=%s/billing_month=%s/%s.parquet".formatted(PARQUET, type, month, id);
  }

  /** Moves a finished file to a path that a manifest will name, so that it survives a crash. */
  public void place(Path finished, String path) throws IOException {
    Path target = folder.resolve(path);
    force(finished);
    Path parent = Objects.requireNonNull(target.getParent());
    Files.createDirectories(parent);
    Files.move(
        finished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(parent);
  }

  /** Makes a manifest the valid one, and removes the Parquet files that it has no more. */
  public void commit(Manifest next) throws IOException {
    Files.write(newManifest(), JSON.writeValueAsBytes(next));
    force(newManifest());
    Files.move(
        newManifest(),
        folder.resolve(MANIFEST),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    forceFolder(folder);
    Set<Path> kept = new HashSet<>(next.parquet(folder));
    Manifest before = manifest;
    manifest = next;
    for (Path old : before.parquet(folder)) {
      if (!kept.contains(old)) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** Writes the file for DuckDB that has the views, anew. */
  public void writeDatabase() throws IOException {
    Path file = work().resolve(DATABASE);
    Files.deleteIfExists(file);
    try {
      LedgerDatabase.write(file, folder, manifest);
    } catch (SQLException e) {
      throw new LedgerException("%s can't be written: %s".formatted(file, e.getMessage()), e);
    }
    place(file, DATABASE);
  }

  private Path newManifest() {
    return folder.resolve(MANIFEST + ".new");
  }

  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  /** Not every system can do this, and it only matters when the machine fails. */
  private static void forceFolder(Path folder) {
    try (FileChannel channel = FileChannel.open(folder)) {
      channel.force(true);
    } catch (IOException ignored) {
      // As on Windows.
    }
  }

  /** Removes unfinished files and unlocks the folder. */
  @Override
  public void close() {
    try (lock) {
      deleteTree(work());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: can't be tidied: %s".formatted(folder, e.getMessage()), e);
    }
  }
}
