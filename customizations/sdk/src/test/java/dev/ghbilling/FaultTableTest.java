package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The faults with the operations that they can hit, over real sockets: each with one operation of
 * each shape, and the first of each kind with every operation. The observations are printed as a
 * table and written to {@code target/fault-table.txt}.
 */
class FaultTableTest {
  /** The parts of the table. */
  private static final List<FaultRows> PARTS =
      List.of(new CallFaults(), new WireFaults(), new SlowFaults(), new DownloadFaults());

  /** The observations by the row's name, since rows run concurrently. */
  private static final Map<String, String> SEEN = new ConcurrentHashMap<>();

  static Stream<FaultRow> rows() {
    return PARTS.stream().flatMap(FaultRows::rows);
  }

  @ParameterizedTest
  @MethodSource("rows")
  @Execution(ExecutionMode.CONCURRENT)
  void fault_ofTheTable_hasTheExpectedOutcome(FaultRow row) throws Exception {
    FaultRow.Facts facts = row.scenario().facts();

    SEEN.put(row.toString(), line(row, facts));
    SoftAssertions.assertSoftly(
        all -> {
          all.assertThat(facts.outcome()).as("outcome").isEqualTo(row.expected());
          all.assertThat(facts.requests()).as("requests").isEqualTo(row.requests());
          all.assertThat(facts.changes()).as("changes").isLessThanOrEqualTo(1);
          all.assertThat(facts.credentialsElsewhere()).as("credentials elsewhere").isZero();
          all.assertThat(facts.openConnections()).as("open connections").isZero();
          all.assertThat(facts.overdue()).as("overdue").isEqualTo(Duration.ZERO);
        });
  }

  @Test
  void table_ofAllRows_hasNoDuplicates() {
    assertThat(rows().map(FaultRow::toString))
        .doesNotHaveDuplicates()
        .hasSizeGreaterThanOrEqualTo(60);
  }

  @AfterAll
  static void print() throws IOException {
    List<String> report = new ArrayList<>();
    report.add(
        "%-58s %-34s %-27s %8s %7s %9s %4s %7s"
            .formatted(
                "fault",
                "hits",
                "comes out",
                "requests",
                "changes",
                "elsewhere",
                "open",
                "overdue"));
    rows().map(row -> SEEN.get(row.toString())).filter(Objects::nonNull).forEach(report::add);
    report.add("rows: " + SEEN.size());
    Files.createDirectories(Path.of("target"));
    Files.write(Path.of("target", "fault-table.txt"), report);
    report.forEach(System.out::println);
  }

  private static String line(FaultRow row, FaultRow.Facts facts) {
    return "%-58s %-34s %-27s %8d %7d %9d %4d %7s"
        .formatted(
            row.fault(),
            row.target(),
            facts.outcome(),
            facts.requests(),
            facts.changes(),
            facts.credentialsElsewhere(),
            facts.openConnections(),
            facts.overdue().isZero() ? "no" : facts.overdue().toMillis() + "ms");
  }
}
