package dev.ghbilling.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The rows in small sizes, real processes included. Those that measure what is built from the tree
 * run with the launcher only.
 */
@Timeout(180)
class RowsTest {
  @TempDir private Path work;

  static Stream<Row> rows() {
    return Stream.of(
        new CallRow(Set.of(ClientKind.OKHTTP), Set.of()),
        new StreamRow(),
        new CsvRow(),
        new PagesRow(),
        new LibraryGrowthRow(),
        new LoadRow());
  }

  @ParameterizedTest
  @MethodSource("rows")
  void isMeasured(Row row) throws Exception {
    List<Measurement> found =
        row.measure(new Bench(Plan.SMOKE, Optional.empty(), work, progress -> {}));

    assertThat(found)
        .isNotEmpty()
        .allSatisfy(
            measurement -> {
              assertThat(measurement.what()).isNotBlank();
              assertThat(measurement.figure().median()).isFinite();
            });
    assertThat(found)
        .filteredOn(measurement -> measurement.target().equals(Target.atMost(0)))
        .allMatch(Measurement::met);
  }

  @Test
  void errorThatNoFaultAccountsForIsCounted() {
    Map<String, Long> allowed = Map.of("outcome-NotFoundException", 2L);

    assertThat(LoadRow.unaccounted(Map.of("outcome-NotFoundException", 2L), allowed)).isZero();
    assertThat(
            LoadRow.unaccounted(
                Map.of(
                    "outcome-success",
                    9L,
                    "outcome-NotFoundException",
                    3L,
                    "outcome-ServerException",
                    4L),
                allowed))
        .isEqualTo(5);
  }

  @Test
  void contractIsCopiedWithOperationsOfTheirOwn() throws Exception {
    Contract copied = Contract.read(CopiedContract.write(work, 3).json());

    assertThat(copied.operations().stream().map(Operation::id).distinct())
        .hasSize(3 * Contract.bundled().operations().size());
    assertThat(copied.operations().stream().map(Operation::path).distinct())
        .hasSize(
            3
                * (int)
                    Contract.bundled().operations().stream()
                        .map(Operation::path)
                        .distinct()
                        .count());
  }

  @Test
  void clientOfAnotherContractIsNotTaken() throws Exception {
    Set<String> compiled = GrownClient.compiled(Path.of("../../generated-client/target/classes"));

    assertThatCode(() -> GrownClient.requireOperations(CopiedContract.write(work, 1), compiled))
        .doesNotThrowAnyException();
    int operations = Contract.bundled().operations().size();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> GrownClient.requireOperations(CopiedContract.write(work, 2), compiled))
        .withMessageContaining("%d operations, and its contract %d", operations, 2 * operations);
  }
}
