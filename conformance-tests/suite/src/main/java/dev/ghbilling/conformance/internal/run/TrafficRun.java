package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestRules;
import dev.ghbilling.conformance.internal.check.ResponseRules;
import dev.ghbilling.conformance.internal.check.RuleTally;
import dev.ghbilling.conformance.internal.check.TrafficRule;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.ReverseProxy;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run that sends nothing: it judges what a client and a server exchange, in both directions. Each
 * exchange is judged as soon as it is complete; of all exchanges, the run keeps counts, and one
 * example of each rule that is broken.
 */
public final class TrafficRun implements ReverseProxy.Listener {
  private static final int MAX_SHOWN = 20;

  private final Contract contract;
  private final RunSettings settings;
  private final Baseline known;
  private final Map<String, Map<Check, RuleTally>> tallies = new LinkedHashMap<>();
  private final Map<String, OperationTraffic> traffic;
  private final Set<String> others = new LinkedHashSet<>();
  private int moreOthers;
  private int judged;
  private int unanswered;

  /**
   * Prepares a run.
   *
   * @throws IOException when the list of checks that are known to fail can't be read
   */
  public TrafficRun(Contract contract, RunSettings settings) throws IOException {
    this.contract = contract;
    this.settings = settings;
    this.traffic = OperationTraffic.ofAll(contract);
    contract.operations().forEach(this::derive);
    this.known =
        settings
            .criteria()
            .readBaseline(
                tallies.values().stream().flatMap(checks -> checks.keySet().stream()).toList());
  }

  private void derive(Operation operation) {
    Map<Check, RuleTally> checks = new LinkedHashMap<>();
    Stream.of(
            RequestRules.of(contract, operation).stream(),
            Stream.of(ResponseRules.listedStatus(operation, Optional.empty())),
            ResponseRules.ofContent(contract, operation).stream())
        .flatMap(all -> all)
        .forEach(rule -> checks.put(check(operation, rule), new RuleTally(rule)));
    tallies.put(operation.id(), checks);
  }

  private static Check check(Operation operation, TrafficRule rule) {
    return new Check(
        operation.id() + "/" + rule.aspect(),
        operation.id(),
        rule.clause(),
        false,
        context -> RuleTally.of(rule, context.traffic()).verdict());
  }

  /** Judges an exchange. */
  @Override
  public synchronized void exchanged(RecordedExchange exchange) {
    judged++;
    unanswered += exchange.response().isEmpty() ? 1 : 0;
    OperationTraffic.of(traffic, exchange).add(exchange);
    tallies
        .getOrDefault(exchange.request().operation().id(), Map.of())
        .values()
        .forEach(tally -> tally.add(exchange));
  }

  /** Counts a request that can't be judged. */
  @Override
  public synchronized void passed(String request) {
    if (others.size() < MAX_SHOWN) {
      others.add(request);
    } else if (!others.contains(request)) {
      moreOthers++;
    }
  }

  /**
   * Returns the results of all exchanges so far.
   *
   * @param tokens tokens that no report may show
   */
  public synchronized Results results(List<String> tokens, Instant began, Duration took) {
    TokenRedaction redaction = new TokenRedaction(tokens, settings.server().baseUrl().toString());
    List<Result> results = new ArrayList<>();
    tallies.forEach(
        (operation, checks) -> {
          if (Objects.requireNonNull(traffic.get(operation)).hasExchange()) {
            checks.forEach((check, tally) -> results.add(result(check, tally, redaction)));
          }
        });
    return new Results(
        settings.server().baseUrl().toString(),
        began,
        took,
        results,
        0,
        Coverage.of(contract, settings, traffic, results),
        settings.criteria().minCoverage(),
        known,
        notes(redaction),
        redaction);
  }

  private Result result(Check check, RuleTally tally, TokenRedaction redaction) {
    Verdict verdict =
        tally.isApplicable()
            ? tally.verdict()
            : Verdict.notApplicable("no exchange of the client concerned it");
    Verdict graded = known.judge(check.id(), settings.criteria().graded(check, verdict));
    return new Result(
        check, redaction.redacted(graded), tally.example().stream().toList(), Duration.ZERO);
  }

  private List<String> notes(TokenRedaction redaction) {
    List<String> notes = new ArrayList<>();
    notes.add("%d requests of a client were judged".formatted(judged));
    known.warning().ifPresent(notes::add);
    if (unanswered > 0) {
      notes.add("%d of them got no response".formatted(unanswered));
    }
    if (!others.isEmpty()) {
      String more = moreOthers == 0 ? "" : ", and %d requests more".formatted(moreOthers);
      notes.add(
          redaction.redacted(
              "requests for no operation of the contract can't be judged: "
                  + String.join(", ", others)
                  + more));
    }
    return notes;
  }
}
