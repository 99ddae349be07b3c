package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs all checks against mutants: that of the violated clause has to fail, and no check may fail
 * that didn't see the fault. {@code target/collateral.txt} tells how many others fail with it.
 *
 * <p>Every 500th mutant is run, with {@code -Plong} each, and with {@code -Dmutants.step=N} every
 * Nth.
 */
final class WholeRunsTest {
  private static final Map<String, Integer> FAILURES = new ConcurrentSkipListMap<>();

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> check_thatDoesNotSeeTheFault_doesNotFail() {
    List<Mutant> mutants = MutantsTest.mutants();
    return IntStream.iterate(
            0,
            number -> number < mutants.size(),
            number -> number + Integer.getInteger("mutants.step", 500))
        .mapToObj(mutants::get)
        .map(mutant -> DynamicTest.dynamicTest(mutant.toString(), () -> judge(mutant)));
  }

  private static void judge(Mutant mutant) throws IOException, InterruptedException {
    SeenFaults faults = new SeenFaults();
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(mutant.backend())) {
      sandbox.proxy().use(faults.of(mutant.middleware()));
      List<Result> failed =
          Backends.run(sandbox.proxy(), mutant.backend(), sandbox.time(), mutant.timeout(), "*")
              .all()
              .stream()
              .filter(result -> result.outcome() == Outcome.FAILED)
              .toList();
      FAILURES.put(mutant.toString(), failed.size());
      assertThat(failed).extracting(Result::id).contains(mutant.clause());
      assertThat(failed)
          .filteredOn(result -> !faults.isSeenBy(result))
          .extracting(result -> result.id() + ": " + result.message())
          .isEmpty();
    }
  }

  @AfterAll
  static void print() throws IOException {
    StringBuilder table = new StringBuilder();
    FAILURES.forEach(
        (mutant, failures) -> table.append("%4d failures  %s%n".formatted(failures, mutant)));
    table.append(
        "%d mutants; failures of a whole run: median %d, most %d%n"
            .formatted(
                FAILURES.size(),
                FAILURES.values().stream().sorted().skip(FAILURES.size() / 2).findFirst().orElse(0),
                FAILURES.values().stream().mapToInt(Integer::intValue).max().orElse(0)));
    Files.writeString(Path.of("target", "collateral.txt"), table);
    System.out.print(table.substring(table.lastIndexOf("\n", table.length() - 2) + 1));
  }
}
