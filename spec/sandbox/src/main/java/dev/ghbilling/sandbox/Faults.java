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
 * A script of faults: which calls meet which {@link Fault}.
 *
 * <pre>{@code
 * sandbox.faults().on("getUsageReport").call(2).respondWith(503);
 * sandbox.faults().on("createUsageReportExport").next(1).inject(Fault.reset().afterOperation());
 * sandbox.faults().onAny().everyCall().inject(Fault.ownResponse().delayed(Duration.ofSeconds(2)));
 * sandbox.faults().onDownload().calls(1, 3).inject(Fault.ownResponse().truncatedAfter(100));
 * }</pre>
 *
 * <p>Calls are counted from 1 since the sandbox started: for each operation, for the whole API, and
 * for the storage of the files of exports. Every request counts, also one without a token or one
 * that is refused. If several faults apply to a call, the one that was injected last wins.
 *
 * <p>Safe for use by several threads.
 */
public final class Faults {
  // Not identifiers, so that no operation has these names.
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
   * Selects the calls of an operation.
   *
   * @param operationId the operation's id in the contract, such as {@code getUsageReport}
   * @throws IllegalArgumentException when the contract has no such operation
   */
  public Target on(String operationId) {
    if (!operations.contains(operationId)) {
      throw new IllegalArgumentException(
          "there is no operation %s; there are %s".formatted(operationId, operations));
    }
    return new Target(operationId);
  }

  /** Selects all requests to the API, also those that are for no operation. */
  public Target onAny() {
    return new Target(ANY);
  }

  /** Selects the requests to the storage of the files of exports, ranges and HEAD included. */
  public Target onDownload() {
    return new Target(DOWNLOAD);
  }

  /** Removes all faults. The counts go on. */
  public void clear() {
    rules.clear();
  }

  /** Counts a request to the API, and returns the fault that it meets. */
  Optional<Fault> called(Optional<String> operation) {
    long any = count(ANY);
    long one = operation.map(this::count).orElse(0L);
    return last(
        rule ->
            rule.meets(ANY, any)
                || operation.filter(called -> rule.meets(called, one)).isPresent());
  }

  /** Counts a request to the storage, and returns the fault that it meets. */
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

  /** Calls that are counted together. */
  public final class Target {
    private final String name;

    private Target(String name) {
      this.name = name;
    }

    /** Selects one call by its number, counted from 1. */
    public Calls call(long number) {
      return calls(number, number);
    }

    /**
     * Selects the calls from one number to another, inclusive.
     *
     * @throws IllegalArgumentException when the first is less than 1 or greater than the last
     */
    public Calls calls(long first, long last) {
      if (first < 1 || last < first) {
        throw new IllegalArgumentException(
            "there are no calls %d to %d; they are counted from 1".formatted(first, last));
      }
      return new Calls(name, first, last);
    }

    /**
     * Selects the next calls, counted from now on.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Calls next(int number) {
      long before = counted(name);
      return calls(before + 1, before + number);
    }

    /** Selects every call from now on. */
    public Calls everyCall() {
      return new Calls(name, 1, Long.MAX_VALUE);
    }
  }

  /** Calls that are to meet a fault. */
  public final class Calls {
    private final String target;
    private final long first;
    private final long last;

    private Calls(String target, long first, long last) {
      this.target = target;
      this.first = first;
      this.last = last;
    }

    /** Responds with a status: short for {@code inject(Fault.status(status))}. */
    public void respondWith(int status) {
      inject(Fault.status(status));
    }

    /** Lets the calls meet this fault. */
    public void inject(Fault fault) {
      rules.add(new Rule(target, first, last, Objects.requireNonNull(fault)));
    }
  }
}
