package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs the checks against mutants: each violates one clause, and the check of this clause has to
 * fail. {@code target/mutants.txt} counts the caught ones by aspect.
 *
 * <p>With {@code -Dmutants.operations=A,B}, only the mutants of these operations are run, and one
 * of each aspect of the others.
 */
final class MutantsTest {
  private static final Map<String, List<String>> CAUGHT = new ConcurrentSkipListMap<>();
  private static final Map<String, List<String>> SURVIVORS = new ConcurrentSkipListMap<>();

  /** Sandboxes that no mutant uses at the moment; own ones only for the proxy. */
  private static final Map<Backend, Queue<ProxiedSandbox>> IDLE = new ConcurrentHashMap<>();

  static List<Mutant> mutants() {
    Checks checks = Checks.of(Contract.bundled());
    Contract contract = checks.contract();
    List<Mutant> all = new ArrayList<>();
    for (Operation operation : contract.operations()) {
      all.addAll(ResponseMutants.of(checks, operation));
      all.addAll(PropertyMutants.of(contract, operation));
      all.addAll(RejectionMutants.of(checks, operation));
      all.addAll(VariedInputMutants.of(checks, operation));
      all.addAll(HttpMutants.of(checks, operation));
      all.addAll(PagesMutants.of(operation));
      all.addAll(UsageMutants.of(checks, operation));
      all.addAll(BoundAndOrderMutants.of(operation));
      all.addAll(SumsMutants.of(checks, operation));
    }
    all.addAll(ResourceMutants.of(checks));
    all.addAll(BrokenResources.of(checks));
    all.addAll(LostValueMutants.of(checks));
    all.addAll(ReferenceMutants.of(checks));
    all.addAll(CreationMutants.of(checks));
    all.addAll(ProgressMutants.of(contract));
    all.addAll(MembersMutants.of(contract));
    all.addAll(OwnerMutants.of(checks));
    all.addAll(LifecycleMutants.of(contract));
    return all;
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> check_ofAViolatedClause_fails() {
    return selected(mutants(), System.getProperty("mutants.operations"))
        .map(mutant -> DynamicTest.dynamicTest(mutant.toString(), () -> judge(mutant)));
  }

  private static Stream<Mutant> selected(List<Mutant> all, @Nullable String operations) {
    if (operations == null) {
      return all.stream();
    }
    List<String> ids = List.of(operations.split(",", -1));
    Set<String> aspects = new HashSet<>();
    return all.stream()
        .filter(mutant -> ids.contains(mutant.operation()) || aspects.add(mutant.aspect()));
  }

  private static void judge(Mutant mutant) throws IOException, InterruptedException {
    Verdict verdict = verdict(mutant);
    boolean caught = verdict.outcome() == Outcome.FAILED;
    (caught ? CAUGHT : SURVIVORS)
        .computeIfAbsent(mutant.aspect(), aspect -> new CopyOnWriteArrayList<>())
        .add(mutant.toString());
    assertThat(verdict.outcome()).as(verdict.message()).isEqualTo(Outcome.FAILED);
  }

  private static Verdict verdict(Mutant mutant) throws IOException, InterruptedException {
    Queue<ProxiedSandbox> idle =
        IDLE.computeIfAbsent(mutant.backend(), backend -> new ConcurrentLinkedQueue<>());
    ProxiedSandbox taken = idle.poll();
    ProxiedSandbox sandbox =
        taken == null
            ? ProxiedSandbox.start(mutant.backend())
            : mutant.backend().isShared() ? taken : taken.renewed(mutant.backend());
    try {
      return verdict(mutant, sandbox);
    } finally {
      idle.add(sandbox);
    }
  }

  private static Verdict verdict(Mutant mutant, ProxiedSandbox sandbox)
      throws IOException, InterruptedException {
    sandbox.proxy().use(mutant.middleware());
    Results results =
        Backends.run(
            sandbox.proxy(), mutant.backend(), sandbox.time(), mutant.timeout(), mutant.clause());
    List<Result> ofClause =
        results.all().stream().filter(result -> result.id().equals(mutant.clause())).toList();
    assertThat(ofClause).as("checks named " + mutant.clause()).hasSize(1);
    return ofClause.get(0).verdict();
  }

  /** A check that no mutant makes fail proves nothing. */
  @Test
  void checks_derivedFromTheContract_haveAMutantEach() {
    List<String> broken = mutants().stream().map(Mutant::clause).distinct().toList();

    assertThat(Checks.of(Contract.bundled()).all())
        .extracting(Check::id)
        .filteredOn(id -> !broken.contains(id))
        .isEmpty();
  }

  @AfterAll
  static void print() throws IOException {
    IDLE.values().forEach(idle -> idle.forEach(ProxiedSandbox::close));
    StringBuilder table = new StringBuilder();
    line(table, "aspect", "mutants", "caught", "survived");
    TreeMap<String, List<String>> aspects = new TreeMap<>(CAUGHT);
    SURVIVORS.forEach(aspects::putIfAbsent);
    int all = 0;
    int caught = 0;
    for (String aspect : aspects.keySet()) {
      int dead = CAUGHT.getOrDefault(aspect, List.of()).size();
      int alive = SURVIVORS.getOrDefault(aspect, List.of()).size();
      line(table, aspect, dead + alive, dead, alive);
      all += dead + alive;
      caught += dead;
    }
    line(table, "all", all, caught, all - caught);
    SURVIVORS
        .values()
        .forEach(list -> list.forEach(one -> table.append("survived  ").append(one).append('\n')));
    Files.writeString(Path.of("target", "mutants.txt"), table);
    System.out.print(table);
  }

  private static void line(
      StringBuilder table, String aspect, Object mutants, Object caught, Object survived) {
    table.append("%-16s %8s %8s %8s%n".formatted(aspect, mutants, caught, survived));
  }
}
