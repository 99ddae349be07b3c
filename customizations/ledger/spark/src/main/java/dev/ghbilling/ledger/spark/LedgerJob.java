package dev.ghbilling.ledger.spark;

import dev.ghbilling.error.UnreadableReportException;
import dev.ghbilling.ledger.store.LedgerException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The program that {@code spark-submit} runs: builds partitions of a ledger, or queries them. */
public final class LedgerJob {
  private static final String USAGE =
      "usage: build STORE PARTITIONS [--rebuild] | query PARTITIONS SQL FOLDER";

  private LedgerJob() {}

  /**
   * Runs {@code build STORE PARTITIONS [--rebuild]}, which builds the partitions whose landed files
   * have changed, or all; or {@code query PARTITIONS SQL FOLDER}, which writes the result of a
   * query of the views into a new folder, as Parquet. Exits with 1 if that fails and with 2 for
   * other arguments; the last line says why.
   */
  public static void main(String[] arguments) {
    List<String> words = new ArrayList<>(List.of(arguments));
    boolean rebuild = words.remove("--rebuild");
    String command = words.isEmpty() ? "" : words.get(0);
    boolean builds = command.equals("build") && words.size() == 3;
    if (!builds && !(command.equals("query") && words.size() == 4 && !rebuild)) {
      System.err.println(USAGE);
      System.exit(2);
    }
    int status = 0;
    try (SparkSession spark = SparkSession.builder().appName("ghbilling ledger").getOrCreate()) {
      if (builds) {
        build(spark, words.get(1), words.get(2), rebuild).forEach(line -> System.out.println(line));
      } else {
        query(spark, words.get(1), words.get(2), words.get(3));
      }
    } catch (Exception e) {
      e.printStackTrace();
      System.err.println("ledger: " + reason(e));
      status = 1;
    }
    if (status != 0) {
      System.exit(status);
    }
  }

  /**
   * Builds partitions of a store's landed files.
   *
   * @param store the store's folder, as a path or URI that all executors can read
   * @param partitions the folder of partitions, as one that they can write
   * @param rebuild whether to build also the partitions that are up to date
   * @return a line for each partition that was built
   */
  static List<String> build(SparkSession spark, String store, String partitions, boolean rebuild)
      throws IOException {
    return new PartitionBuild(spark, store, partitions)
        .run(rebuild).stream()
            .map(
                each ->
                    "%s %s: %d rows in %d files"
                        .formatted(each.type(), each.month(), each.rows(), each.files().size()))
            .toList();
  }

  private static void query(SparkSession spark, String partitions, String sql, String folder)
      throws IOException {
    LedgerViews.open(spark, partitions)
        .sql(sql)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(folder);
  }

  /** Returns the ledger's own message if there is one, without Spark's account of the failure. */
  static String reason(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof LedgerException || cause instanceof UnreadableReportException) {
        return String.valueOf(cause.getMessage());
      }
    }
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
