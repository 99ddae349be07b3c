package dev.ghbilling.sandbox;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/**
 * The script of what goes wrong: which calls meet which {@link Fault}.
 *
 * <pre>{@code
 * sandbox.faults().on("getUsageReport").call(2).answer(503);
 * sandbox.faults().on("createUsageReportExport").next(1).inject(Fault.reset().afterOperation());
 * sandbox.faults().onAny().everyCall().inject(Fault.ownAnswer().delayed(Duration.ofSeconds(2)));
 * sandbox.faults().onDownload().calls(1, 3).inject(Fault.ownAnswer().truncatedAfter(100));
 * }</pre>
 *
 * <p>Calls are counted from 1 since the sandbox started: of each operation, of the API in all, and
 * of the storage that holds the files of exports. Every request counts, also one without a token or
 * one that is refused. Where several faults meet in a call, the one that was injected last counts.
 *
 * <p>Safe for use by several threads.
 */
public final class Faults {
  // No operation has these names, as they aren't identifiers.
  private static final String ANY = "*";
  private static final String DOWNLOAD = "download *";

  private final Set<String> operations;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final Map<String, Long> counts = new HashMap<>();

  private record Rule(String target, long first, long last, Fault fault) {
    boolean meets(String called, long number) {
      return target.equals(called) && first <= number && number <= last;
    }
  }

  Faults(Set<String> operations) {
    this.operations = new TreeSet<>(operations);
  }

  /**
   * The calls of an operation.
   *
   * @param operationId the operation's id in the contract, such as {@code getUsageReport}
   * @throws IllegalArgumentException when the contract has no such operation
   */
  public Target on(String operationId) {
    if (!operations.contains(operationId)) {
      throw new IllegalArgumentException(
          "there is no operation %s, only %s".formatted(operationId, operations));
    }
    return new Target(operationId);
  }

  /** All requests to the API, also those that are for no operation. */
  public Target onAny() {
    return new Target(ANY);
  }

  /** The requests to the storage that holds the files of exports, ranges and HEAD included. */
  public Target onDownload() {
    return new Target(DOWNLOAD);
  }

  /** Nothing goes wrong any more. The counts go on. */
  public void clear() {
    rules.clear();
  }

  /** Counts a request to the API; the fault that it meets. */
  Optional<Fault> called(Optional<String> operation) {
    long any = count(ANY);
    long one = operation.map(this::count).orElse(0L);
    return last(
        rule ->
            rule.meets(ANY, any)
                || operation.filter(called -> rule.meets(called, one)).isPresent());
  }

  /** Counts a request to the storage; the fault that it meets. */
  Optional<Fault> downloaded() {
    long call = count(DOWNLOAD);
    return last(rule -> rule.meets(DOWNLOAD, call));
  }

  private Optional<Fault> last(Predicate<Rule> meets) {
    return rules.stream().filter(meets).reduce((earlier, later) -> later).map(Rule::fault);
  }

  private long count(String target) {
    synchronized (counts) {
      return counts.merge(target, 1L, Long::sum);
    }
  }

  private long counted(String target) {
    synchronized (counts) {
      return counts.getOrDefault(target, 0L);
    }
  }

  /** Calls of the same kind, which are counted together. */
  public final class Target {
    private final String name;

    private Target(String name) {
      this.name = name;
    }

    /** The call of this number, counted from 1. */
    public Calls call(long number) {
      return calls(number, number);
    }

    /**
     * The calls from one number to another, both included.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Calls calls(long first, long last) {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException("there are no calls %d to %d".formatted(first, last));
      }
      return new Calls(name, first, last);
    }

    /**
     * The next calls, as counted from now on.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Calls next(int number) {
      long before = counted(name);
      return calls(before + 1, before + number);
    }

    /** Every call, the past ones aside. */
    public Calls everyCall() {
      return new Calls(name, 1, Long.MAX_VALUE);
    }
  }

  /** Some calls, which are to meet a fault. */
  public final class Calls {
    private final String target;
    private final long first;
    private final long last;

    private Calls(String target, long first, long last) {
      this.target = target;
      this.first = first;
      this.last = last;
    }

    /** Short for {@code inject(Fault.status(status))}. */
    public void answer(int status) {
      inject(Fault.status(status));
    }

    /** The calls meet this fault. */
    public void inject(Fault fault) {
      rules.add(new Rule(target, first, last, Objects.requireNonNull(fault)));
    }
  }
}
