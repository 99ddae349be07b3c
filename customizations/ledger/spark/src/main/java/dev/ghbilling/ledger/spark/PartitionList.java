package dev.ghbilling.ledger.spark;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * The Parquet files that count in a folder of partitions. Each build that changes something
 * publishes a new list in {@code _ledger}, by renaming one file; the list with the highest number
 * is the valid one.
 *
 * @param version the number of the list; 0 if none has been published
 * @param manifest the manifest of the store that the partitions are of; null if there is none
 * @param partitions the partitions, each type and month once
 */
record PartitionList(int version, @Nullable JsonNode manifest, List<Built> partitions) {
  private static final String FOLDER = "_ledger";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * A partition whose rows are complete.
   *
   * @param id what it was planned as
   * @param files the paths of its Parquet files, in the folder of partitions
   */
  record Built(ReportType type, String month, String id, long rows, List<String> files) {}

  /**
   * Reads the newest list of a folder of partitions.
   *
   * @return an empty one when there is none
   */
  static PartitionList read(Path folder, Configuration configuration) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    Path newest = null;
    try {
      for (FileStatus file : files.listStatus(new Path(folder, FOLDER))) {
        Path path = file.getPath();
        if (path.getName().endsWith(".json")
            && (newest == null || path.getName().compareTo(newest.getName()) > 0)) {
          newest = path;
        }
      }
    } catch (FileNotFoundException e) {
      // As before the first build.
    }
    if (newest == null) {
      return new PartitionList(0, null, List.of());
    }
    try {
      return JSON.readValue(content(newest, configuration), PartitionList.class);
    } catch (JsonProcessingException e) {
      throw new LedgerException("%s is damaged: %s".formatted(newest, e.getOriginalMessage()), e);
    }
  }

  static byte[] content(Path file, Configuration configuration) throws IOException {
    try (var in = file.getFileSystem(configuration).open(file)) {
      return in.readAllBytes();
    }
  }

  /** Returns the list that follows this one. */
  PartitionList next(byte[] newManifest, List<Built> newPartitions) throws IOException {
    return new PartitionList(version + 1, JSON.readTree(newManifest), newPartitions);
  }

  /** Returns what the store had when the partitions were built. */
  Manifest ledger() throws IOException {
    return manifest == null
        ? Manifest.EMPTY
        : LedgerStore.manifest(
            manifest.toString().getBytes(StandardCharsets.UTF_8), "the manifest in " + FOLDER);
  }

  /** Returns the paths of all Parquet files. */
  Set<String> files() {
    Set<String> files = new HashSet<>();
    partitions.forEach(each -> files.addAll(each.files()));
    return files;
  }

  /**
   * Makes this the valid list.
   *
   * @throws LedgerException when another build has published one since the list before was read
   */
  void publish(Path folder, Configuration configuration) throws IOException {
    Path target = path(folder, version);
    Path unfinished = new Path(folder, FOLDER + "/." + UUID.randomUUID());
    FileSystem files = folder.getFileSystem(configuration);
    try (FSDataOutputStream out = files.create(unfinished)) {
      out.write(JSON.writeValueAsBytes(this));
      out.hsync();
    }
    try {
      FileContext.getFileContext(target.toUri(), configuration).rename(unfinished, target);
    } catch (FileAlreadyExistsException e) {
      files.delete(unfinished, false);
      throw new LedgerException(
          "another build of %s has ended meanwhile; nothing was changed, run it again"
              .formatted(folder),
          e);
    }
    files.delete(path(folder, version - 1), false);
  }

  private static Path path(Path folder, int version) {
    return new Path(folder, String.format(Locale.ROOT, "%s/%010d.json", FOLDER, version));
  }
}
