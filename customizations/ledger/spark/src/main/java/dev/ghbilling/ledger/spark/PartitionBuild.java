package dev.ghbilling.ledger.spark;

import static org.apache.spark.sql.functions.col;

import dev.ghbilling.ledger.store.LedgerAccount;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.apache.spark.util.TaskCompletionListener;

/**
 * Builds the partitions of a store's landed files in another folder.
 *
 * <p>Tasks write new Parquet files beside those that count. When all are there and have as many
 * rows of each day as the manifest says, a list that names them is published, and the files that
 * they replace are deleted. Whatever fails before that changes nothing for those who read by the
 * list.
 */
final class PartitionBuild {
  private final SparkSession session;
  private final Configuration configuration;
  private final String store;
  private final Path output;

  /**
   * Creates a build.
   *
   * @param store the store's folder, as a path or URI that all executors can read
   * @param output the folder of partitions, as one that they can write
   */
  PartitionBuild(SparkSession spark, String store, String output) {
    this.session = LedgerViews.session(spark);
    // A task writes one file of one partition, so that rows needn't be sorted by partition.
    session.conf().set("spark.sql.maxConcurrentOutputFileWriters", 1);
    this.configuration = spark.sparkContext().hadoopConfiguration();
    this.store = store;
    this.output = new Path(output);
  }

  /**
   * Builds the partitions whose landed files or days have changed.
   *
   * @param all whether to build the others as well
   * @return the partitions that were built
   * @throws LedgerException when there is no store, the partitions are of another account, or rows
   *     are missing
   */
  List<PartitionList.Built> run(boolean all) throws IOException {
    byte[] content = manifest();
    Manifest manifest = LedgerStore.manifest(content, new Path(store, LedgerStore.MANIFEST));
    PartitionList before = PartitionList.read(output, configuration);
    LedgerAccount account = before.ledger().account();
    if (account != null && !account.equals(manifest.account())) {
      throw new LedgerException(
          "%s has the bill of %s, but %s has that of %s: build into another folder"
              .formatted(
                  output,
                  account,
                  store,
                  manifest.account() == null ? "imported files alone" : manifest.account()));
    }
    List<PartitionList.Built> kept = new ArrayList<>();
    List<PlannedPartition> planned = new ArrayList<>();
    for (PlannedPartition partition : PlannedPartition.of(manifest)) {
      before.partitions().stream()
          .filter(each -> !all && isBuilt(partition, each))
          .findFirst()
          .ifPresentOrElse(kept::add, () -> planned.add(partition));
    }
    List<PartitionList.Built> built = planned.isEmpty() ? List.of() : write(planned);
    List<PartitionList.Built> partitions = new ArrayList<>(kept);
    partitions.addAll(built);
    partitions.sort(
        Comparator.comparing(PartitionList.Built::type).thenComparing(PartitionList.Built::month));
    PartitionList after = before.next(content, partitions);
    if (!built.isEmpty()
        || !partitions.equals(before.partitions())
        || !Objects.equals(after.manifest(), before.manifest())) {
      after.publish(output, configuration);
      deleteUnlisted(after.files());
    }
    return built;
  }

  private byte[] manifest() throws IOException {
    try {
      return PartitionList.content(new Path(store, LedgerStore.MANIFEST), configuration);
    } catch (FileNotFoundException e) {
      throw new LedgerException("there is no ledger in %s".formatted(store), e);
    }
  }

  private static boolean isBuilt(PlannedPartition planned, PartitionList.Built built) {
    return built.type() == planned.type()
        && built.month().equals(planned.month().toString())
        && built.id().equals(planned.id());
  }

  private List<PartitionList.Built> write(List<PlannedPartition> planned) throws IOException {
    List<PlannedPartition.OutputFile> files =
        planned.stream().flatMap(each -> each.files().stream()).toList();
    JavaSparkContext context = new JavaSparkContext(session.sparkContext());
    JavaRDD<Row> rows =
        rows(
            context.parallelize(files, files.size()),
            store,
            context.broadcast(new SerializableConfiguration(configuration)));
    String run = UUID.randomUUID().toString();
    session
        .createDataFrame(rows, LedgerViews.schema("row_schema"))
        .write()
        .mode(SaveMode.Append)
        .option("mapreduce.output.basename", run)
        .option("mapreduce.fileoutputcommitter.marksuccessfuljobs", "false")
        .partitionBy("type", "billing_month")
        .parquet(output.toString());
    Map<String, List<String>> written = new HashMap<>();
    for (String file : parquet()) {
      if (file.substring(file.lastIndexOf('/') + 1).startsWith(run)) {
        written
            .computeIfAbsent(file.substring(0, file.lastIndexOf('/')), folder -> new ArrayList<>())
            .add(file);
      }
    }
    requireAllRows(planned, written);
    return planned.stream()
        .map(
            each ->
                new PartitionList.Built(
                    each.type(),
                    each.month().toString(),
                    each.id(),
                    each.days().values().stream().mapToLong(Long::longValue).sum(),
                    written.getOrDefault(folder(each), List.of()).stream().sorted().toList()))
        .toList();
  }

  /** Static, so that tasks don't get this object. */
  private static JavaRDD<Row> rows(
      JavaRDD<PlannedPartition.OutputFile> files,
      String store,
      Broadcast<SerializableConfiguration> configuration) {
    return files.flatMap(
        file -> {
          LandedRows rows = new LandedRows(file, store, configuration.value().value());
          TaskContext.get()
              .addTaskCompletionListener((TaskCompletionListener) context -> rows.close());
          return rows;
        });
  }

  private void requireAllRows(List<PlannedPartition> planned, Map<String, List<String>> written) {
    List<String> files = written.values().stream().flatMap(List::stream).toList();
    Map<String, Map<LocalDate, Long>> found = new HashMap<>();
    LedgerViews.rows(session, output.toString(), files)
        .groupBy(col("type"), col("billing_month"), col("date"))
        .count()
        .toLocalIterator()
        .forEachRemaining(
            row ->
                found
                    .computeIfAbsent(
                        folder(row.getString(0), row.getString(1)), folder -> new TreeMap<>())
                    .put(row.getAs(2), row.getLong(3)));
    for (PlannedPartition partition : planned) {
      if (!partition.days().equals(found.get(folder(partition)))) {
        throw new LedgerException(
            "the rows of %s in %s are not those that the manifest counts: %s instead of %s; nothing was changed"
                .formatted(
                    partition.type(),
                    partition.month(),
                    found.get(folder(partition)),
                    partition.days()));
      }
    }
  }

  private static String folder(PlannedPartition partition) {
    return folder(partition.type().value(), partition.month().toString());
  }

  private static String folder(String type, String month) {
    return "type=%s/billing_month=%s".formatted(type, month);
  }

  /** Returns the paths of all Parquet files in the folder of partitions, also of unlisted ones. */
  private Set<String> parquet() throws IOException {
    Set<String> files = new HashSet<>();
    for (FileStatus file :
        output
            .getFileSystem(configuration)
            .globStatus(new Path(output, "type=*/billing_month=*/*.parquet"))) {
      Path month = file.getPath().getParent();
      files.add(
          "%s/%s/%s"
              .formatted(month.getParent().getName(), month.getName(), file.getPath().getName()));
    }
    return files;
  }

  /**
   * Deletes what the newest list has no more, and what builds have left behind. A build that is
   * still running began with an older list, and so fails in any case.
   */
  private void deleteUnlisted(Set<String> listed) throws IOException {
    FileSystem files = output.getFileSystem(configuration);
    files.delete(new Path(output, "_temporary"), true);
    for (String file : parquet()) {
      if (!listed.contains(file)) {
        files.delete(new Path(output, file), false);
      }
    }
  }
}
