package dev.ghbilling.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.ledger.store.LedgerDatabase;
import dev.ghbilling.ledger.store.LedgerException;
import dev.ghbilling.ledger.store.LedgerStore;
import dev.ghbilling.ledger.store.ReportType;
import dev.ghbilling.ledger.sync.StoreCheck;
import dev.ghbilling.ledger.sync.SyncOptions;
import dev.ghbilling.ledger.sync.SyncResult;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of stores of which something is missing, old, or read while it changes. */
class StoreRecoveryTest {
  @TempDir Path folder;

  private Path file(String name, String... lines) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "date,product,sku,quantity,net_amount,username\n" + String.join("\n", lines) + "\n");
  }

  private Path store() {
    return folder.resolve("store");
  }

  private SyncResult importFiles(Path... files) {
    return Ledger.at(store()).importFiles(List.of(files), null, line -> {});
  }

  private List<String> bill(Path store) throws Exception {
    return StoreContent.select(store, "SELECT date, net_amount::DOUBLE FROM bill ORDER BY ALL");
  }

  private List<Path> landed() throws IOException {
    try (Stream<Path> files = Files.walk(store().resolve("landed"))) {
      return files.filter(file -> file.toString().endsWith(".csv.gz")).sorted().toList();
    }
  }

  @Regression(
      input = "a store whose manifest is missing",
      before = "the next sync or import deleted the whole history",
      now = "is refused; landed files alone bring everything back")
  @Test
  void lock_withoutManifest_isRefusedAndCanBeMadeAnew() throws Exception {
    importFiles(file("one.csv", "2023-08-07,p,s,1,1,a"), file("two.csv", "2023-09-07,p,s,1,2,a"));
    List<String> before = StoreContent.of(store());
    Files.delete(store().resolve("manifest.json"));

    assertThatThrownBy(() -> importFiles(file("header.csv")))
        .isInstanceOf(LedgerException.class)
        .hasMessageContaining("no manifest.json")
        .hasMessageContaining("copy landed/manifest.json to it, or import the files in landed");

    Path anew = folder.resolve("anew");
    Ledger.at(anew).importFiles(landed(), null, line -> {});
    SyncedTree.delete(store().resolve("parquet"));
    Files.delete(store().resolve("ledger.duckdb"));
    Files.copy(store().resolve("landed/manifest.json"), store().resolve("manifest.json"));
    importFiles();
    assertThat(StoreContent.of(store())).isEqualTo(before);
    assertThat(bill(anew)).isEqualTo(bill(store())).hasSize(2);
  }

  @Regression(
      input = "a folder in which somebody has work/thesis.txt",
      before = "the file was deleted",
      now = "is refused as any other folder that isn't a ledger's")
  @Test
  void lock_folderWithTheWorkOfOthers_isRefused() throws Exception {
    Path thesis = store().resolve("work/thesis.txt");
    Files.createDirectories(thesis.getParent());
    Files.writeString(thesis, "mine");

    assertThatThrownBy(() -> importFiles(file("one.csv", "2023-08-07,p,s,1,1,a")))
        .isInstanceOf(LedgerException.class)
        .hasMessage(
            "%s has files but no manifest.json: name a new folder, or one of a ledger", store());
    assertThat(thesis).hasContent("mine");
    assertThat(store().resolve("lock")).doesNotExist();
  }

  @Test
  void lock_firstImportThatWasKilled_isTidied() throws Exception {
    Path unfinished = store().resolve("work/landed1.gz");
    Files.createDirectories(unfinished.getParent());
    Files.writeString(unfinished, "");
    Files.writeString(store().resolve("lock"), "process 1 since 2023-08-07T00:00:00Z");

    importFiles(file("one.csv", "2023-08-07,p,s,1,1,a"));

    assertThat(bill(store())).hasSize(1);
    assertThat(unfinished).doesNotExist();
  }

  @Regression(
      input = "the Parquet file of another month in the place of one, or a part of the file",
      before = "0 rows, as if nothing had been spent; or an error that named no file",
      now = "an error that names the file and the cure")
  @ParameterizedTest
  @ValueSource(strings = {"other", "part", "missing"})
  void database_changedParquetFile_isRefusedUntilTheNextSync(String change) throws Exception {
    importFiles(
        file("one.csv", "2023-08-07,p,s,1,1,a", "2023-09-07,p,s,1,2,a", "2023-09-07,p,s,1,2,a"));
    List<String> before = bill(store());
    Path august = partition(0);
    byte[] september = Files.readAllBytes(partition(1));
    switch (change) {
      case "other" -> Files.write(august, september);
      case "part" -> Files.write(august, Arrays.copyOf(september, september.length / 2));
      default -> Files.delete(august);
    }

    assertThatThrownBy(() -> Ledger.at(store()).database())
        .isInstanceOf(LedgerException.class)
        .hasMessage("%s is missing or was changed: sync the ledger, which makes it anew", august);
    importFiles();
    assertThat(bill(store())).isEqualTo(before);
  }

  private Path partition(int index) {
    return StoreContent.manifest(store()).parquet(store()).get(index);
  }

  @Regression(
      input = "status of a ledger of which one bit of a file has changed",
      before = "another sum, an error without a file's name, or a number in a column",
      now = "the file's path; and no sums of a changed Parquet file")
  @Test
  void status_changedBit_namesTheFile() throws Exception {
    importFiles(file("one.csv", "2023-08-07,p,s,1,1,a", "2023-09-07,p,s,1,2,a"));
    Path landed = landed().get(0);
    Path august = partition(0);
    assertThat(Ledger.at(store()).status().changed()).isEmpty();

    flipBit(landed);
    LedgerStatus status = Ledger.at(store()).status();
    assertThat(status.changed()).containsExactly(store().relativize(landed).toString());
    assertThat(status.months().get(0).changed()).isEqualTo(1);

    flipBit(august);
    assertThatThrownBy(() -> Ledger.at(store()).status())
        .isInstanceOf(LedgerException.class)
        .hasMessage("%s is missing or was changed: sync the ledger, which makes it anew", august);
  }

  private static void flipBit(Path file) throws IOException {
    byte[] content = Files.readAllBytes(file);
    content[20] ^= 1;
    Files.write(file, content);
  }

  @Regression(
      input = "a manifest from a backup, older than the landed files",
      before = "the newer landed files were deleted",
      now = "they are moved aside, and the import says so")
  @Test
  void lock_olderManifest_keepsLandedFiles() throws Exception {
    importFiles(file("one.csv", "2023-08-07,p,s,1,1,a"));
    byte[] older = Files.readAllBytes(store().resolve("manifest.json"));
    importFiles(file("two.csv", "2023-09-07,p,s,1,2,a"));
    Files.write(store().resolve("manifest.json"), older);

    SyncResult result = importFiles();

    assertThat(result.notes())
        .singleElement()
        .asString()
        .startsWith("1 landed files that the manifest doesn't list were moved to ");
    assertThat(bill(store())).containsExactly("2023-08-07|1.0");
    Path aside =
        landed().stream().filter(file -> file.toString().contains("unknown")).toList().get(0);
    assertThat(importFiles(aside).notes()).isEmpty();
    assertThat(bill(store())).containsExactly("2023-08-07|1.0", "2023-09-07|2.0");
  }

  @Regression(
      input = "a bill that is read while a sync commits",
      before = "No files found that match ...parquet",
      now = "the bill as it was")
  @Test
  void database_whileAChangeCommits_readsOn() throws Exception {
    importFiles(file("one.csv", "2023-08-07,p,s,1,1,a"));
    try (LedgerDatabase database = Ledger.at(store()).database();
        Connection connection = database.connect();
        Statement statement = connection.createStatement()) {
      importFiles(file("two.csv", "2023-08-07,p,s,1,2,a"));

      try (ResultSet sum = statement.executeQuery("SELECT sum(net_amount)::INT FROM bill")) {
        sum.next();
        assertThat(sum.getInt(1)).isEqualTo(1);
      }
    }
    importFiles();
    try (Stream<Path> files = Files.walk(store().resolve("parquet"))) {
      assertThat(files.filter(Files::isRegularFile)).as("the replaced one is gone").hasSize(1);
    }
  }

  @Regression(
      input = "a sync that fails after it has landed something",
      before = "ledger.duckdb had no files any more",
      now = "it has what came")
  @Test
  void sync_failsLate_writesTheDatabase() throws Exception {
    try (Sandbox sandbox = SyncFixture.sandbox(SyncFixture.NOW)) {
      sandbox.faults().on("createUsageReportExport").call(2).inject(Fault.reset());
      SyncOptions options =
          SyncOptions.DEFAULT
              .since(LocalDate.parse("2025-12-01"))
              .types(Set.of(ReportType.DETAILED, ReportType.SUMMARIZED));
      assertThatThrownBy(
              () -> SyncProgram.sync(store(), sandbox.baseUrl(), SyncFixture.NOW, options))
          .isInstanceOf(ConnectionException.class);
    }

    try (Connection connection =
            DriverManager.getConnection("jdbc:duckdb:" + store().resolve("ledger.duckdb"));
        Statement statement = connection.createStatement();
        ResultSet count = statement.executeQuery("SELECT count(*) FROM bill")) {
      count.next();
      assertThat(count.getInt(1)).isEqualTo(200);
    }
  }

  @Regression(
      input = "a file that was landed before, compressed by another version of the JDK",
      before = "was landed over the first one, which then was called changed",
      now = "the landed one stays")
  @Test
  void importFiles_landedByAnotherJdk_isTakenAsItIs() throws Exception {
    Path one = file("one.csv", "2023-08-07,p,s,1,1,a");
    importFiles(one);
    Path landed = landed().get(0);
    String old = sha256(landed);
    byte[] content;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(landed))) {
      content = in.readAllBytes();
    }
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(landed)) {
          {
            def.setLevel(Deflater.NO_COMPRESSION);
          }
        }) {
      out.write(content);
    }
    assertThat(sha256(landed)).isNotEqualTo(old);
    Path manifest = store().resolve("manifest.json");
    Files.writeString(manifest, Files.readString(manifest).replace(old, sha256(landed)));
    importFiles(file("two.csv", "2023-08-07,p,s,1,2,a"));

    importFiles(one);

    assertThat(StoreContent.manifest(store()).landings()).hasSize(3);
    assertThat(StoreCheck.changedLanded(store(), StoreContent.manifest(store()))).isEmpty();
    assertThat(StoreCheck.changedParquet(store(), StoreContent.manifest(store()))).isEmpty();
  }

  private static String sha256(Path file) throws Exception {
    return HexFormat.of()
        .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
  }

  @Regression(
      input = "a manifest that somebody has edited",
      before =
          "\"Cannot invoke java.util.Collection.toArray()\", or an error when a day was needed",
      now = "is called damaged, with what is missing")
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'settlingDays': 5,| '' | 'settlingDays'",
        "'landings': \\[\\]|'landings': null|a list in it is null",
        "'landings': \\[\\],| '' | 'landings'",
        "'days': \\{\\}|'days': {'detailed': {'2025-10-01': {'landing': 7, 'rows': 1}}}|a day has a landing that isn't there",
        "'days': \\{\\}|'days': {'detailed': {'2025-10-01': {'rows': 1}}}|'landing'",
      })
  void manifest_incomplete_isCalledDamaged(String part, String instead, String message)
      throws Exception {
    String whole =
        "{'schemaVersion': 1, 'account': null, 'settlingDays': 5, 'landings': [], 'partitions': [], 'days': {}, 'totals': {}, 'unfinished': null}";
    Path file = folder.resolve("manifest.json");
    Files.writeString(file, whole.replace('\'', '"'));
    assertThat(LedgerStore.manifest(folder).settlingDays()).isEqualTo(5);

    Files.writeString(file, whole.replaceFirst(part, instead).replace('\'', '"'));

    assertThatThrownBy(() -> LedgerStore.manifest(folder))
        .isInstanceOf(LedgerException.class)
        .hasMessageStartingWith(file + " is damaged: ")
        .hasMessageContaining(message);
  }

  @Test
  void manifest_ofANewerVersion_isNotCalledDamaged() throws Exception {
    Files.writeString(folder.resolve("manifest.json"), "{\"later\": {}, \"schemaVersion\": 2}");

    assertThatThrownBy(() -> LedgerStore.manifest(folder))
        .isInstanceOf(LedgerException.class)
        .hasMessageEndingWith("manifest.json has version 2; this program knows version 1");
  }
}
