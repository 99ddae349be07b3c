package dev.ghbilling.ledger.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.ledger.Ledger;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.Manifest;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The job on a cluster of three executor processes, compared with DuckDB. */
class LedgerJobIT {
  private static final Instant NOW = Instant.parse("2026-10-20T12:00:00Z");
  private static final Instant LATER = Instant.parse("2026-10-23T12:00:00Z");
  private static final Path JOB = Path.of(System.getProperty("spark.job"));
  private static final Path TARGET = Path.of(System.getProperty("spark.target"));

  @TempDir static Path folder;

  /** A store as synced on one day, and as synced again three days later. */
  private static Path store;

  private static Path laterStore;
  private static SparkCluster cluster;
  private static SparkSession spark;

  @BeforeAll
  static void startCluster() throws Exception {
    store = folder.resolve("store");
    laterStore = folder.resolve("later");
    CompletableFuture<Void> synced = CompletableFuture.runAsync(LedgerJobIT::syncTwice);
    cluster = new SparkCluster(Files.createDirectories(cleared(TARGET.resolve("cluster"))), JOB);
    spark =
        SparkSession.builder()
            .master(cluster.master())
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.executor.cores", 1)
            .config("spark.cores.max", 3)
            .config("spark.executor.memory", "512m")
            .config("spark.executor.extraJavaOptions", SparkCluster.QUICK_START)
            .config("spark.jars", JOB.toString())
            .config("spark.scheduler.minRegisteredResourcesRatio", 1)
            .config("spark.scheduler.maxRegisteredResourcesWaitingTime", "60s")
            .config("spark.sql.shuffle.partitions", 3)
            .config("spark.ui.enabled", false)
            .getOrCreate();
    synced.get(2, TimeUnit.MINUTES);
  }

  @AfterAll
  static void stopCluster() {
    if (spark != null) {
      spark.stop();
    }
    if (cluster != null) {
      cluster.close();
    }
  }

  private static void syncTwice() {
    try {
      Ledger.at(store).importFiles(hardReports(), null, line -> {});
      sync(store, NOW);
      copy(store, laterStore);
      sync(laterStore, LATER);
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sync(Path into, Instant now) {
    Clock clock = Clock.fixed(now, ZoneOffset.UTC);
    try (Sandbox sandbox =
            Sandbox.builder().history(2).clock(clock).exportDelay(Duration.ZERO).start();
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(sandbox.baseUrl())
                .enterprise("octo-enterprise")
                .token("any")
                .build()) {
      Ledger.at(into)
          .clock(clock)
          .sync(
              billing,
              SyncOptions.DEFAULT
                  .since(LocalDate.parse("2026-09-01"))
                  .types(Set.of(ReportType.DETAILED, ReportType.SUMMARIZED)));
    }
  }

  /** Values at the limits of the columns, and rows that a careless reader merges or splits. */
  private static List<Path> hardReports() throws IOException {
    Path detailed =
        Files.writeString(
            folder.resolve("hard.csv"),
            """
            date,product,sku,quantity,unit_type,applied_cost_per_quantity,gross_amount,discount_amount,net_amount,username,organization,repository,workflow_path,cost_center_name,New Column
            2026-06-30,actions,largest,99999999999999999999.999999999999999999,minutes,1,1,0,99999999999999999999.999999999999999999,mona,octo,octo/a,,,
            2026-06-30,actions,smallest,0.000000000000000001,minutes,1,1,0,-99999999999999999999.999999999999999999,mona,octo,octo/a,,,
            2026-07-01,actions,texts,0.50,minutes,5E-1,+1.0,.5,00007,mona,octo,octo/a,,,kept
            2026-07-01T23:59:59Z,actions,time,1,minutes,1,1,-0,1E+3,,,,,,
            2026-07-02,actions,equal,1,minutes,0.006,0.006,0,0.006,mona,octo,octo/a,a.yml,Ops,
            2026-07-02,actions,equal,1,minutes,0.006,0.006,0,0.006,mona,octo,octo/a,a.yml,Ops,

            2026-07-02,"act""ions, ""quoted\""","two
            lines",1,minutes,,0,0,0.1,"مونا 🐙","",octo/ü,,,"a
            b"
            2026-07-03,actions,empty,0,,,0,0,0,,,,,,
            """);
    Path spreadsheet =
        Files.writeString(
            folder.resolve("spreadsheet.csv"),
            """
            Date;Product;SKU;Quantity;Unit_type;Applied_cost_per_quantity;Gross_amount;Discount_amount;Net_amount;Organization;Repository;Cost_center_name
            2026/7/9;actions;ünïcode;1.10;minutes;0.1;0.11;0;0.11;octo;octo/a;
            """,
            StandardCharsets.UTF_16LE);
    return List.of(detailed, spreadsheet);
  }

  @Test
  void build_executorKilledInTheMiddle_hasEveryRowThatDuckDbHas() throws Exception {
    Path partitions = folder.resolve("executor-killed");
    long built;
    try (HeldFile held = HeldFile.hold(landed(store))) {
      CompletableFuture<List<String>> build =
          CompletableFuture.supplyAsync(() -> build(store, partitions, false));
      held.giveHalf();
      ProcessHandle executor = cluster.executorReading(held.path());
      held.release();
      executor.destroyForcibly();
      executor.onExit().get(1, TimeUnit.MINUTES);
      built = build.get(2, TimeUnit.MINUTES).size();
    }

    assertThat(built).isGreaterThanOrEqualTo(6);
    assertSameRows(store, partitions);
    assertThat(files(partitions)).as("one file a month").hasSize((int) built);
  }

  @Test
  void build_twice_changesNothing() throws Exception {
    Path partitions = folder.resolve("twice");
    build(store, partitions, false);
    Set<Path> first = files(partitions);
    List<String> content = content(first);

    assertThat(build(store, partitions, false)).as("up to date").isEmpty();
    assertThat(files(partitions)).isEqualTo(first);

    assertThat(build(store, partitions, true)).hasSameSizeAs(first);
    assertThat(files(partitions)).hasSameSizeAs(first).doesNotContainAnyElementsOf(first);
    assertThat(content(files(partitions))).isEqualTo(content);
    assertThat(list(partitions).version()).isEqualTo(2);
    assertSameRows(store, partitions);
  }

  @Test
  void submit_killedInTheMiddle_leavesEarlierPartitionsUntilItRunsAgain() throws Exception {
    Path partitions = folder.resolve("job-killed");
    build(store, partitions, false);
    Set<Path> earlier = files(partitions);
    try (HeldFile held = HeldFile.hold(landed(laterStore))) {
      Process job =
          cluster
              .submit("build", laterStore.toString(), partitions.toString())
              .redirectErrorStream(true)
              .redirectOutput(TARGET.resolve("cluster/killed.log").toFile())
              .start();
      held.giveHalf();
      job.destroyForcibly().waitFor();
    }
    assertThat(partitions.resolve("_temporary")).as("what the job left").exists();
    assertThat(listed(partitions)).isEqualTo(earlier);
    assertSameRows(store, partitions);

    assertThat(submit("build", laterStore.toString(), partitions.toString()))
        .contains("detailed 2026-10: ")
        .doesNotContain("detailed 2026-07: ");

    assertThat(partitions.resolve("_temporary")).doesNotExist();
    assertThat(files(partitions)).isEqualTo(listed(partitions)).doesNotContainSequence(earlier);
    assertSameRows(laterStore, partitions);
    assertSameViews(laterStore, partitions);
    Path monthly = folder.resolve("monthly");
    submit("query", partitions.toString(), "SELECT * FROM monthly", monthly.toString());
    assertSame(laterStore, "monthly", parquet(monthly));
  }

  @Test
  void build_valueThatDoesNotFit_namesTheLineAndPublishesNothing() throws Exception {
    Path partitions = folder.resolve("wrong");
    build(store, partitions, false);
    Set<Path> earlier = files(partitions);
    Path wrong = folder.resolve("wrong-store");
    copy(store, wrong);
    Path file = landed(wrong);
    String before = sha256(file);
    List<String> lines = new ArrayList<>(unzipped(file).lines().toList());
    lines.set(
        7, lines.get(7).replaceFirst("^([^,]*,[^,]*,[^,]*),[^,]*", "$1,0.1234567890123456789"));
    zip(file, String.join("\n", lines) + "\n");

    assertThatThrownBy(() -> build(wrong, partitions, true))
        .satisfies(
            e ->
                assertThat(LedgerJob.reason(e))
                    .isEqualTo(
                        "%s, line 8: quantity doesn't fit, it has more than 20 digits before the point or 18 after it: 0.1234567890123456789",
                        wrong.relativize(file)));
    assertThat(listed(partitions)).isEqualTo(earlier);

    lines.remove(7);
    zip(file, String.join("\n", lines) + "\n");
    assertThatThrownBy(() -> build(wrong, partitions, true))
        .satisfies(
            e ->
                assertThat(LedgerJob.reason(e))
                    .startsWith(wrong.relativize(file) + " isn't the file that was landed"));

    Path manifest = wrong.resolve(LedgerStore.MANIFEST);
    Files.writeString(manifest, Files.readString(manifest).replace(before, sha256(file)));
    assertThatThrownBy(() -> build(wrong, partitions, true))
        .satisfies(
            e ->
                assertThat(LedgerJob.reason(e))
                    .startsWith("the rows of detailed in")
                    .endsWith("nothing was changed"));
    assertThat(listed(partitions)).isEqualTo(earlier);
    assertSameRows(store, partitions);
  }

  @Test
  void sum_thatDoesNotFit_isAnErrorAsInDuckDb() throws Exception {
    Path partitions = folder.resolve("sums");
    build(store, partitions, false);
    String sum =
        "SELECT sum(quantity) FROM (SELECT quantity FROM bill WHERE sku = 'largest' UNION ALL SELECT quantity FROM bill WHERE sku IN ('largest', 'equal'))";
    SparkSession views = LedgerViews.open(spark, partitions.toString());

    assertThatThrownBy(() -> views.sql(sum).collect()).hasMessageContaining("overflow");
    assertThatThrownBy(() -> Ledger.at(store).query(sum)).isInstanceOf(LedgerException.class);
  }

  @Test
  void build_noStore_saysSo() {
    assertThatThrownBy(() -> build(folder.resolve("nowhere"), folder.resolve("none"), false))
        .hasMessage("there is no ledger in " + folder.resolve("nowhere"));
  }

  @Test
  void build_storeOfAnotherAccount_saysSo() throws Exception {
    Path partitions = folder.resolve("accounts");
    build(store, partitions, false);
    Set<Path> earlier = files(partitions);
    Path other = folder.resolve("other-account");
    copy(store, other);
    Path manifest = other.resolve(LedgerStore.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replace("octo-enterprise", "other-enterprise"));

    assertThatThrownBy(() -> build(other, partitions, false))
        .hasMessageContaining("has the bill of enterprise octo-enterprise at")
        .hasMessageContaining("has that of enterprise other-enterprise at");
    assertThat(files(partitions)).isEqualTo(earlier);
  }

  private static List<String> build(Path from, Path partitions, boolean rebuild) {
    try {
      return LedgerJob.build(spark, from.toString(), partitions.toString(), rebuild);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String submit(String... arguments) throws Exception {
    Path log = TARGET.resolve("cluster/%s.log".formatted(arguments[0]));
    Process job = cluster.submit(arguments).redirectError(log.toFile()).start();
    String output = new String(job.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(job.waitFor()).as("see " + log).isZero();
    return output;
  }

  private static void assertSameRows(Path expected, Path partitions) throws Exception {
    assertSame(expected, "rows", listed(partitions));
  }

  private static void assertSameViews(Path expected, Path partitions) throws Exception {
    SparkSession views = LedgerViews.open(spark, partitions.toString());
    for (String view : List.of("days", "bill", "daily", "monthly")) {
      Path written = partitions.resolveSibling("%s-%s".formatted(partitions.getFileName(), view));
      views.table(view).write().mode("overwrite").parquet(written.toString());
      assertSame(expected, view, parquet(written));
    }
  }

  /** Compares columns, their types, and each row with those of a store, by DuckDB. */
  private static void assertSame(Path expected, String view, Set<Path> parquet)
      throws SQLException {
    try (LedgerDatabase database = Ledger.at(expected).database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE VIEW found AS SELECT * FROM read_parquet(%s%s)"
              .formatted(
                  literals(parquet),
                  view.equals("rows")
                      ? ", hive_partitioning = true, hive_types = {'type': VARCHAR, 'billing_month': VARCHAR}"
                      : ""));
      String columns = "SELECT column_name, column_type FROM (DESCRIBE %s) ORDER BY column_name";
      assertThat(select(statement, columns.formatted("found")))
          .isEqualTo(select(statement, columns.formatted(view)));
      String all =
          select(statement, columns.formatted(view)).stream()
              .map(column -> column.substring(0, column.indexOf('|')) + "::VARCHAR")
              .collect(Collectors.joining(", ", "SELECT ", " FROM %s"));
      String ours = all.formatted("found");
      String theirs = all.formatted(view);
      assertThat(select(statement, "SELECT count(*) > 20 FROM " + view)).containsExactly("true");
      assertThat(select(statement, ours + " EXCEPT ALL " + theirs)).as("only in Spark's").isEmpty();
      assertThat(select(statement, theirs + " EXCEPT ALL " + ours))
          .as("only in DuckDB's")
          .isEmpty();
    }
  }

  private static List<String> select(Statement statement, String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
          row.add(result.getString(i));
        }
        rows.add(String.join("|", row));
      }
    }
    return rows;
  }

  private static PartitionList list(Path partitions) throws IOException {
    return PartitionList.read(
        new org.apache.hadoop.fs.Path(partitions.toString()), new Configuration());
  }

  private static Set<Path> listed(Path partitions) throws IOException {
    return list(partitions).files().stream().map(partitions::resolve).collect(Collectors.toSet());
  }

  private static Set<Path> files(Path partitions) throws IOException {
    return parquet(partitions);
  }

  private static Set<Path> parquet(Path tree) throws IOException {
    try (Stream<Path> files = Files.walk(tree)) {
      return files
          .filter(file -> file.toString().endsWith(".parquet") && !file.toString().contains("/_"))
          .collect(Collectors.toSet());
    }
  }

  /** Returns a landed file of the newest day that has a detailed report. */
  private static Path landed(Path from) throws IOException {
    Manifest manifest = LedgerStore.manifest(from);
    Manifest.Day newest = manifest.days(ReportType.DETAILED).lastEntry().getValue();
    return from.resolve(manifest.landing(newest.landing()).files().get(0).path());
  }

  /** Returns the rows of each partition in the order that its file has them in. */
  private static List<String> content(Set<Path> files) throws SQLException {
    try (LedgerDatabase database = LedgerDatabase.open(List.copyOf(files));
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      return select(
          statement,
          "SELECT r::VARCHAR FROM (SELECT *, file_row_number FROM read_parquet(%s, hive_partitioning = true, file_row_number = true)) r ORDER BY r.type, r.billing_month, r.file_row_number"
              .formatted(literals(files)));
    }
  }

  private static String literals(Set<Path> files) {
    return files.stream()
        .map(file -> LedgerDatabase.literal(file.toString()))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  private static String unzipped(Path file) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(Files.newInputStream(file))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void zip(Path file, String content) throws IOException {
    try (GZIPOutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(content.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Path cleared(Path tree) throws IOException {
    if (Files.exists(tree)) {
      try (Stream<Path> files = Files.walk(tree)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return tree;
  }
}
