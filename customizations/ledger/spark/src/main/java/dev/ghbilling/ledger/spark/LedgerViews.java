package dev.ghbilling.ledger.spark;

import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/** The ledger's tables and views in a session of Spark, with the columns that DuckDB's have. */
public final class LedgerViews {
  private LedgerViews() {}

  /**
   * Opens a new session with the temporary views {@code rows}, {@code days}, {@code best_types},
   * {@code bill}, {@code daily} and {@code monthly} over the partitions that {@link LedgerJob} has
   * built, as they are now. In it, a sum that doesn't fit is an error.
   *
   * @param spark the application's session, which stays as it is
   * @param partitions the folder of partitions
   * @throws IOException when it can't be read
   */
  public static SparkSession open(SparkSession spark, String partitions) throws IOException {
    SparkSession session = session(spark);
    Configuration configuration = spark.sparkContext().hadoopConfiguration();
    PartitionList list = PartitionList.read(new Path(partitions), configuration);
    rows(session, partitions, list.files()).createOrReplaceTempView("rows");
    session.createDataFrame(days(list.ledger()), schema("days")).createOrReplaceTempView("days");
    for (String view : resource("views.sql").strip().split(";", -1)) {
      if (!view.isEmpty()) {
        session.sql(view.replace("CREATE VIEW", "CREATE TEMPORARY VIEW"));
      }
    }
    return session;
  }

  /** Returns a new session in which values that don't fit are errors, and dates are LocalDates. */
  static SparkSession session(SparkSession spark) {
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.ansi.enabled", true);
    session.conf().set("spark.sql.datetime.java8API.enabled", true);
    return session;
  }

  static Dataset<Row> rows(SparkSession session, String partitions, Iterable<String> files) {
    List<String> paths = new ArrayList<>();
    files.forEach(file -> paths.add(new Path(partitions, file).toString()));
    StructType schema = schema("row_schema");
    return paths.isEmpty()
        ? session.createDataFrame(List.of(), schema)
        : session
            .read()
            .schema(schema)
            .option("basePath", partitions)
            .parquet(paths.toArray(String[]::new));
  }

  /** Returns the columns of a table of {@code schema.sql}, in Spark's names of types. */
  static StructType schema(String table) {
    String sql = resource("schema.sql");
    int start = sql.indexOf('(', sql.indexOf("CREATE TABLE %s (".formatted(table))) + 1;
    return StructType.fromDDL(
        sql.substring(start, sql.indexOf(";", start))
            .strip()
            .replaceFirst("\\)$", "")
            .replace("MAP(VARCHAR, VARCHAR)", "MAP<STRING, STRING>")
            .replace("VARCHAR", "STRING")
            .replace("TIMESTAMP", "TIMESTAMP_NTZ"));
  }

  private static List<Row> days(Manifest manifest) {
    List<Row> days = new ArrayList<>();
    for (ReportType type : ReportType.values()) {
      manifest.days(type).forEach((date, day) -> days.add(day(manifest, type, date, day)));
    }
    return days;
  }

  private static Row day(Manifest manifest, ReportType type, LocalDate date, Manifest.Day day) {
    Manifest.Landing landing = manifest.landing(day.landing());
    return RowFactory.create(
        date,
        type.value(),
        manifest.isSettled(date, day),
        day.rows(),
        LocalDateTime.ofInstant(landing.landedAt(), ZoneOffset.UTC),
        landing.origin(),
        LocalDateTime.ofInstant(landing.asOf(), ZoneOffset.UTC));
  }

  /** Returns a resource of the ledger without its comments. */
  private static String resource(String name) {
    try (InputStream in = Objects.requireNonNull(Manifest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
