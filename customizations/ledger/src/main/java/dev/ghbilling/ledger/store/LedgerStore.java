package dev.ghbilling.ledger.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.AnnotatedParameter;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A ledger's folder, locked by this process for a change. Files are written in {@link #work},
 * {@linkplain #place placed} under names that nothing refers to, and become part of the ledger when
 * a manifest that names them is {@linkplain #commit committed}. A process that is killed before
 * that leaves files behind that the next one removes.
 *
 * <p>Landed files can't be had again in the end, so none is deleted that this class hasn't placed.
 * Parquet files that a change replaces stay until the next change begins, for those who still read
 * by the manifest before.
 */
public final class LedgerStore implements AutoCloseable {
  /** The name of the file that has the manifest. */
  public static final String MANIFEST = "manifest.json";

  private static final String LOCK = "lock";
  private static final String WORK = "work";
  private static final String LANDED = "landed";
  private static final String PARQUET = "parquet";
  private static final String UNKNOWN = LANDED + "/unknown";
  private static final String DATABASE = "ledger.duckdb";
  private static final String PLACED = "placed.txt";

  /**
   * The owners of the folders that this process has locked. The operating system's lock is the
   * process's: it would be given up as soon as any channel of the same file is closed.
   */
  private static final Map<Path, String> OWNERS = new ConcurrentHashMap<>();

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .annotationIntrospector(new RequiredValues())
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .build();

  private final Path folder;
  private final Path real;
  private final FileChannel lock;
  private final boolean isNew;
  private final List<Path> setAside = new ArrayList<>();
  private Manifest manifest;

  private LedgerStore(Path folder, Path real, FileChannel lock, boolean isNew) throws IOException {
    this.folder = folder;
    this.real = real;
    this.lock = lock;
    this.isNew = isNew;
    this.manifest = manifest(folder);
    recover();
  }

  /**
   * Locks a folder, which is created when it doesn't exist, and removes what an interrupted process
   * left behind.
   *
   * @throws LedgerException when another sync has it locked, or it isn't a ledger's
   */
  public static LedgerStore lock(Path folder, Instant now) throws IOException {
    boolean isNew = !Files.exists(folder);
    Files.createDirectories(folder);
    requireLedger(folder);
    Path real = folder.toRealPath();
    String owner = "process %d since %s".formatted(ProcessHandle.current().pid(), now);
    String other = OWNERS.putIfAbsent(real, owner);
    if (other != null) {
      throw isRunning(folder, other);
    }
    try {
      return lock(folder, real, owner, isNew);
    } catch (IOException | RuntimeException e) {
      OWNERS.remove(real);
      throw e;
    }
  }

  @SuppressWarnings("resource") // The store has the channel.
  private static LedgerStore lock(Path folder, Path real, String owner, boolean isNew)
      throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK),
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    try {
      FileLock locked = channel.tryLock();
      // Another process may have removed a new folder meanwhile, in which nothing landed.
      if (locked == null || !Files.exists(folder.resolve(LOCK))) {
        throw isRunning(folder, text(channel));
      }
      channel.truncate(0).write(ByteBuffer.wrap(owner.getBytes(StandardCharsets.UTF_8)), 0);
      return new LedgerStore(folder, real, channel, isNew);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private static LedgerException isRunning(Path folder, String owner) {
    return new LedgerException(
        "another sync of %s is running (%s); nothing was done".formatted(folder, owner));
  }

  private static void requireLedger(Path folder) throws IOException {
    if (exists(folder)) {
      return;
    }
    for (String tree : List.of(LANDED, PARQUET)) {
      if (tree(folder.resolve(tree)).stream().anyMatch(Files::isRegularFile)) {
        throw new LedgerException(
            "%1$s has files in %2$s but no %3$s, without which they don't count: copy %4$s/%3$s to it, or import the files in %4$s into a new folder; nothing was changed"
                .formatted(folder, tree, MANIFEST, LANDED));
      }
    }
    // Unfinished files are of a process that had the lock.
    Set<String> own =
        Files.exists(folder.resolve(LOCK))
            ? Set.of(LOCK, WORK, LANDED, PARQUET, DATABASE, MANIFEST + ".new")
            : Set.of(LANDED, PARQUET);
    try (Stream<Path> files = Files.list(folder)) {
      if (files.anyMatch(file -> !own.contains(file.getFileName().toString()))) {
        throw new LedgerException(
            "%s has files but no %s: name a new folder, or one of a ledger"
                .formatted(folder, MANIFEST));
      }
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
      // The version first: another one may have what this one can't read.
      JsonNode document = JSON.readTree(content);
      int version = document.path("schemaVersion").asInt();
      if (document.isObject() && version != Manifest.SCHEMA_VERSION) {
        throw new LedgerException(
            "%s has version %d; this program knows version %d"
                .formatted(file, version, Manifest.SCHEMA_VERSION));
      }
      Manifest manifest = JSON.treeToValue(document, Manifest.class);
      if (!manifest.isComplete()) {
        throw new LedgerException(
            "%s is damaged: a day has a landing that isn't there".formatted(file));
      }
      return manifest;
    } catch (ValueInstantiationException e) {
      throw new LedgerException("%s is damaged: a list in it is null".formatted(file), e);
    } catch (JsonProcessingException e) {
      throw new LedgerException("%s is damaged: %s".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Requires each value of a record that may not be null. */
  private static final class RequiredValues extends JacksonAnnotationIntrospector {
    private static final long serialVersionUID = 1;

    @Override
    public Boolean hasRequiredMarker(AnnotatedMember member) {
      if (member instanceof AnnotatedParameter parameter && member.getDeclaringClass().isRecord()) {
        return !member
            .getDeclaringClass()
            .getRecordComponents()[parameter.getIndex()]
            .getAnnotatedType()
            .isAnnotationPresent(Nullable.class);
      }
      return super.hasRequiredMarker(member);
    }
  }

  /** Returns whether there is a ledger in a folder. */
  public static boolean exists(Path folder) {
    return Files.exists(folder.resolve(MANIFEST));
  }

  private void recover() throws IOException {
    removeUnfinished();
    Files.deleteIfExists(newManifest());
    createFolder(work());
    Set<Path> listed = landed();
    for (Path file : tree(folder.resolve(LANDED))) {
      if (isOf(file, ".csv.gz")
          && !listed.contains(file)
          && !file.startsWith(folder.resolve(UNKNOWN))) {
        Path aside = folder.resolve(UNKNOWN).resolve(folder.resolve(LANDED).relativize(file));
        move(file, aside);
        setAside.add(aside);
      }
    }
    if (isDatabaseOld()) {
      try {
        writeDatabase();
      } catch (LedgerException e) {
        Files.delete(folder.resolve(DATABASE)); // A Parquet file is missing, and made anew later.
      }
    }
    Set<Path> parquet = new HashSet<>(manifest.parquet(folder));
    for (Path file : tree(folder.resolve(PARQUET))) {
      if (isOf(file, ".parquet") && !parquet.contains(file)) {
        Files.delete(file);
      }
    }
  }

  /** Removes what this process or a killed one has placed without committing it. */
  private void removeUnfinished() throws IOException {
    Path placed = work().resolve(PLACED);
    if (Files.exists(placed)) {
      Set<Path> listed = landed();
      for (String path : Files.readAllLines(placed)) {
        Path file = folder.resolve(path);
        if (isOf(file, ".csv.gz") && !listed.contains(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
    deleteTree(work());
  }

  private Set<Path> landed() {
    Set<Path> listed = new HashSet<>();
    manifest
        .landings()
        .forEach(each -> each.files().forEach(file -> listed.add(folder.resolve(file.path()))));
    return listed;
  }

  private static boolean isOf(Path file, String suffix) {
    return file.getFileName().toString().endsWith(suffix);
  }

  /** Returns whether a process was killed between replacing the manifest and the database. */
  private boolean isDatabaseOld() throws IOException {
    Path database = folder.resolve(DATABASE);
    return Files.exists(database)
        && exists(folder)
        && Files.getLastModifiedTime(database)
                .compareTo(Files.getLastModifiedTime(folder.resolve(MANIFEST)))
            < 0;
  }

  /** Returns the landed files that were moved aside, because the manifest doesn't list them. */
  public List<Path> setAside() {
    return List.copyOf(setAside);
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
    return folder.resolve(WORK);
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
    if (!exists(folder)) {
      commit(manifest);
    }
    Path placed = work().resolve(PLACED);
    Files.writeString(placed, path + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    force(placed);
    force(finished);
    move(finished, folder.resolve(path));
  }

  /** Makes a manifest the valid one, and keeps a copy of it with the landed files. */
  public void commit(Manifest next) throws IOException {
    byte[] content = JSON.writeValueAsBytes(next);
    write(content, folder.resolve(MANIFEST));
    manifest = next;
    Files.deleteIfExists(work().resolve(PLACED));
    if (!next.landings().isEmpty()) {
      write(content, folder.resolve(LANDED).resolve(MANIFEST));
    }
  }

  private void write(byte[] content, Path target) throws IOException {
    Files.write(newManifest(), content);
    force(newManifest());
    move(newManifest(), target);
  }

  /** Writes the file for DuckDB that has the views, anew, if there is anything. */
  public void writeDatabase() throws IOException {
    if (!exists(folder)) {
      return;
    }
    Path file = work().resolve(DATABASE);
    Files.deleteIfExists(file);
    try {
      LedgerDatabase.write(file, folder, manifest);
    } catch (SQLException e) {
      throw new LedgerException("%s can't be written: %s".formatted(file, e.getMessage()), e);
    }
    force(file);
    move(file, folder.resolve(DATABASE));
  }

  private Path newManifest() {
    return folder.resolve(MANIFEST + ".new");
  }

  private static void move(Path file, Path target) throws IOException {
    Path parent = Objects.requireNonNull(target.getParent());
    createFolder(parent);
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    forceFolder(parent);
  }

  /** Creates a folder, and those that it is in, so that each one survives a crash. */
  private static void createFolder(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      Path parent = Objects.requireNonNull(folder.getParent());
      createFolder(parent);
      Files.createDirectory(folder);
      forceFolder(parent);
    }
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

  /** Removes the new folder, unless somebody has put something into it. */
  private void removeNewFolder() throws IOException {
    Files.deleteIfExists(folder.resolve(LOCK));
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // It isn't only ours.
    }
  }

  /** Removes unfinished files, and a new folder in which nothing landed, and unlocks the folder. */
  @Override
  public void close() {
    try (lock) {
      removeUnfinished();
      if (isNew && !exists(folder)) {
        removeNewFolder();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: can't be tidied: %s".formatted(folder, e.getMessage()), e);
    } finally {
      OWNERS.remove(real);
    }
  }
}
