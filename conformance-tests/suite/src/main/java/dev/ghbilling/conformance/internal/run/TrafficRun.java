package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.Baseline;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestRules;
import dev.ghbilling.conformance.internal.check.ResponseRules;
import dev.ghbilling.conformance.internal.check.TrafficRule;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A run that sends nothing: it judges what a client and a server exchanged, in both directions. */
public final class TrafficRun {
  private final Contract contract;
  private final RunSettings settings;
  private final Map<Check, TrafficRule> rules = new LinkedHashMap<>();
  private final Baseline known;

  /**
   * Prepares a run.
   *
   * @throws IOException when the list of checks that are known to fail can't be read
   */
  public TrafficRun(Contract contract, RunSettings settings) throws IOException {
    this.contract = contract;
    this.settings = settings;
    contract.operations().forEach(this::derive);
    this.known = settings.criteria().readBaseline(List.copyOf(rules.keySet()));
  }

  private void derive(Operation operation) {
    Stream.of(
            RequestRules.of(contract, operation).stream(),
            Stream.of(ResponseRules.listedStatus(operation, Optional.empty())),
            ResponseRules.ofContent(contract, operation).stream())
        .flatMap(all -> all)
        .forEach(rule -> rules.put(check(operation, rule), rule));
  }

  private static Check check(Operation operation, TrafficRule rule) {
    return new Check(
        operation.id() + "/" + rule.aspect(),
        operation.id(),
        rule.clause(),
        false,
        context -> rule.of(context.traffic(), context::involve));
  }

  /**
   * Judges exchanges.
   *
   * @param others requests for no operation, which can't be judged
   * @param tokens tokens that no report may show
   */
  public Results judge(
      List<RecordedExchange> exchanges,
      Collection<String> others,
      List<String> tokens,
      Instant began,
      Duration took) {
    TokenRedaction redaction = new TokenRedaction(tokens, settings.server().baseUrl().toString());
    List<Result> results = new ArrayList<>();
    rules.forEach(
        (check, rule) -> {
          List<RecordedExchange> own =
              exchanges.stream()
                  .filter(one -> one.request().operation().id().equals(check.operationId()))
                  .toList();
          if (!own.isEmpty()) {
            List<RecordedExchange> faulty = new ArrayList<>();
            Verdict verdict =
                own.stream().anyMatch(rule.concerned())
                    ? rule.of(own, faulty::add)
                    : Verdict.notApplicable("no exchange of the client concerned it");
            Verdict judged = known.judge(check.id(), settings.criteria().graded(check, verdict));
            results.add(new Result(check, redaction.redacted(judged), faulty, Duration.ZERO));
          }
        });
    return new Results(
        settings.server().baseUrl().toString(),
        began,
        took,
        results,
        0,
        Coverage.of(contract, settings, exchanges, results),
        settings.criteria().minCoverage(),
        known,
        notes(exchanges, others, redaction),
        redaction);
  }

  private List<String> notes(
      List<RecordedExchange> exchanges, Collection<String> others, TokenRedaction redaction) {
    List<String> notes = new ArrayList<>();
    notes.add("%d requests of a client were judged".formatted(exchanges.size()));
    known.warning().ifPresent(notes::add);
    long unanswered = exchanges.stream().filter(one -> one.response().isEmpty()).count();
    if (unanswered > 0) {
      notes.add("%d of them got no response".formatted(unanswered));
    }
    if (!others.isEmpty()) {
      notes.add(
          redaction.redacted(
              "requests for no operation of the contract can't be judged: "
                  + String.join(", ", others)));
    }
    return notes;
  }
}
