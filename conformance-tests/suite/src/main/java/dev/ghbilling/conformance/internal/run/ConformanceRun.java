package dev.ghbilling.conformance.internal.run;

import static dev.ghbilling.conformance.internal.verdict.Outcome.NOT_APPLICABLE;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.RequestPacer;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.http.Sleep;
import dev.ghbilling.conformance.internal.http.UnreachableException;
import dev.ghbilling.conformance.internal.state.Restoration;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A run of the selected checks, one after the other, against one server. */
public final class ConformanceRun {
  private static final Duration BETWEEN_WRITES = Duration.ofSeconds(1);

  private final Contract contract;
  private final RunSettings settings;
  private final Clock clock;
  private final ServerClient client;
  private final CheckContext context;
  private final TokenRedaction redaction;
  private final List<Check> selected;
  private final Baseline known;
  private final Consumer<Result> listener;
  private final Instant began;
  private final List<Result> results = new ArrayList<>();
  private final List<Check> remaining;
  private final Restoration restoration;
  private final List<String> unrestored = new ArrayList<>();
  private final EarlyStop earlyStop;
  private volatile boolean cancelled;

  /**
   * Prepares a run.
   *
   * @param checks the checks to select from
   * @param listener receives each result as soon as its check ends
   * @throws IOException when the list of known failures can't be read
   * @throws IllegalArgumentException when no check is selected, or when a setting names an
   *     operation that doesn't exist
   */
  public ConformanceRun(
      Checks checks, RunSettings settings, Clock clock, Sleep sleep, Consumer<Result> listener)
      throws IOException {
    this.contract = checks.contract();
    this.settings = settings;
    this.clock = clock;
    this.listener = listener;
    this.began = clock.instant();
    List<Check> all = checks.all();
    settings
        .selection()
        .firstUnmatched(all)
        .ifPresent(
            pattern -> {
              throw new IllegalArgumentException(
                  "--include or --exclude: no check matches "
                      + pattern
                      + ": see --list for the ids");
            });
    this.selected = settings.selection().of(all);
    if (selected.isEmpty()) {
      throw new IllegalArgumentException(
          "--include and --exclude select no check: see --list for the ids");
    }
    this.known = settings.criteria().readBaseline(all);
    for (String id : settings.values().bodies().keySet()) {
      if (contract.operation(id).isEmpty()) {
        throw new IllegalArgumentException("--body: the contract has no operation " + id);
      }
    }
    Duration betweenWrites = settings.server().isLoopback() ? Duration.ZERO : BETWEEN_WRITES;
    this.client =
        new ServerClient(settings.server(), new RequestPacer(clock, sleep, betweenWrites));
    this.context = new CheckContext(contract, client, settings.values());
    this.restoration = new Restoration(context);
    this.earlyStop = new EarlyStop(context, client, selected);
    this.remaining = new ArrayList<>(selected);
    this.redaction =
        new TokenRedaction(settings.server().tokens(), settings.server().baseUrl().toString());
  }

  /** Returns the selected checks. */
  public List<Check> checks() {
    return selected;
  }

  /**
   * Makes sure that the server responds.
   *
   * @throws UnreachableException when it doesn't
   */
  public void probe() throws UnreachableException, InterruptedException {
    client.probe();
  }

  /** Runs a check. */
  public synchronized Result perform(Check check) throws InterruptedException {
    if (cancelled) {
      throw new InterruptedException("the run was cancelled");
    }
    Instant before = clock.instant();
    Verdict judged = known.judge(check.id(), settings.criteria().graded(check, verdict(check)));
    Result result =
        new Result(
            check,
            redaction.redacted(judged),
            context.takeExchanges(),
            Duration.between(before, clock.instant()));
    results.add(result);
    listener.accept(result);
    remaining.remove(check);
    if (remaining.isEmpty()) {
      restore();
    }
    return result;
  }

  private Verdict verdict(Check check) throws InterruptedException {
    if (check.writes() && !settings.allowWrites()) {
      return Verdict.notAsked("--allow-writes", "the check writes; --allow-writes allows it");
    }
    try {
      Optional<Verdict> stopped = earlyStop.of(check);
      if (stopped.isPresent()) {
        return stopped.get();
      }
      restoration.begin(check);
      return check.procedure().run(context);
    } catch (CheckEndedException e) {
      return e.verdict();
    } catch (RuntimeException e) {
      // Otherwise the check would be missing from the results, as if it had not been selected.
      return Verdict.couldNotRun("the suite has a defect: " + e);
    }
  }

  /** Suggests a cause when every operation gets the same error. */
  private Optional<String> commonError() {
    List<String> statuses =
        results.stream()
            .filter(result -> result.id().endsWith("/status") && result.outcome() != NOT_APPLICABLE)
            .map(result -> result.verdict().actual())
            .distinct()
            .toList();
    return statuses.size() == 1 && statuses.get(0).startsWith("HTTP ") && results.size() > 1
        ? Optional.of(CommonCauses.sentence(statuses.get(0), ""))
        : Optional.empty();
  }

  /** Returns for which causes checks did not run, with counts. */
  private List<String> leftOut() {
    Map<String, Long> causes =
        results.stream()
            .filter(result -> result.outcome() == Outcome.NOT_RUN)
            .collect(
                Collectors.groupingBy(Result::message, LinkedHashMap::new, Collectors.counting()));
    return causes.entrySet().stream()
        .map(cause -> "%d checks were not run: %s".formatted(cause.getValue(), cause.getKey()))
        .toList();
  }

  /**
   * Cancels the run: interrupts the current check, starts no other, and restores what it changed.
   *
   * @param runner the thread that runs the checks
   */
  public void cancel(Thread runner) throws InterruptedException {
    cancelled = true;
    runner.interrupt();
    restore();
  }

  /** Restores what the run changed unless that was done before. Adds to the results what failed. */
  private synchronized void restore() throws InterruptedException {
    for (Map.Entry<Check, Verdict> failure : restoration.end().entrySet()) {
      String reason = redaction.redacted(failure.getValue().message());
      Result result =
          new Result(
              failure.getKey(),
              Verdict.couldNotRun(reason),
              context.takeExchanges(),
              Duration.ZERO);
      results.add(result);
      listener.accept(result);
      unrestored.add(reason);
    }
  }

  /** Restores what the run changed, and returns the results. */
  public synchronized Results finish() throws InterruptedException {
    List<String> notes = new ArrayList<>(leftOut());
    if (notes.isEmpty()) {
      commonError().ifPresent(notes::add);
    }
    known.warning().ifPresent(notes::add);
    if (client.repeated() > 0) {
      notes.add(
          "requests that were sent once more, since their connection was refused or lost: "
              + client.repeated());
    }
    if (!results.isEmpty()
        && results.stream().allMatch(result -> result.outcome() == NOT_APPLICABLE)) {
      notes.add("no check was applicable: " + results.get(0).message());
    }
    restore();
    notes.addAll(unrestored);
    return new Results(
        settings.server().toString(),
        began,
        Duration.between(began, clock.instant()),
        results,
        remaining.size(),
        Coverage.of(contract, settings, OperationTraffic.of(contract, context.traffic()), results),
        settings.criteria().minCoverage(),
        known,
        notes,
        redaction);
  }
}
