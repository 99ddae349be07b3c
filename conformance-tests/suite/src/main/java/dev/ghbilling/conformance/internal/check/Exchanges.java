package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.http.ServerClient;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The exchanges of one run with the server, all of which it remembers. */
final class Exchanges {
  private final ServerClient client;
  private final Map<String, RecordedExchange> latest = new HashMap<>();
  private final Map<String, Verdict> failures = new HashMap<>();
  private final List<RecordedExchange> all = new ArrayList<>();
  private final List<RecordedExchange> writes = new ArrayList<>();
  private final Map<Integer, RecordedExchange> involved = new LinkedHashMap<>();

  Exchanges(ServerClient client) {
    this.client = client;
  }

  List<RecordedExchange> all() {
    return List.copyOf(all);
  }

  /** Returns the exchanges by which an operation has changed something. */
  List<RecordedExchange> writes() {
    return writes;
  }

  /** Returns the exchanges that were sent or reused since the last call of this method. */
  List<RecordedExchange> take() {
    List<RecordedExchange> taken = List.copyOf(involved.values());
    involved.clear();
    return taken;
  }

  /** Sends a request, even if the same request was sent before. */
  OperationResponse send(OperationRequest request) throws InterruptedException {
    Instant began = client.pacer().clock().instant();
    try {
      OperationResponse response = client.send(request);
      remember(request, Optional.of(response), "", began);
      return response;
    } catch (CheckEndedException e) {
      remember(request, Optional.empty(), e.verdict().message(), began);
      failures.put(request.key(), e.verdict());
      throw e;
    } catch (InterruptedException e) {
      cancelled(request, began);
      throw e;
    }
  }

  /**
   * Sends requests at the same time, each over a connection of its own.
   *
   * @throws CheckEndedException when one of them has no response
   */
  List<OperationResponse> sendAtOnce(List<OperationRequest> requests) throws InterruptedException {
    Instant began = client.pacer().clock().instant();
    List<ServerClient.Attempt> attempts;
    try {
      attempts = client.sendAtOnce(requests);
    } catch (InterruptedException e) {
      requests.forEach(request -> cancelled(request, began));
      throw e;
    }
    for (int i = 0; i < requests.size(); i++) {
      OperationRequest request = requests.get(i);
      ServerClient.Attempt attempt = attempts.get(i);
      // A server may take one connection only; what it does later matters if it writes.
      if (attempt.response().isPresent() || MethodSemantics.writes(request.operation())) {
        remember(request, attempt.response(), attempt.failure().message(), began);
        failures.put(request.key(), attempt.failure());
      }
    }
    attempts.forEach(attempt -> attempt.failure().orThrow());
    return attempts.stream().flatMap(attempt -> attempt.response().stream()).toList();
  }

  private void cancelled(OperationRequest request, Instant began) {
    Verdict cancelled = Verdict.couldNotRun("the run was cancelled");
    remember(request, Optional.empty(), cancelled.message(), began);
    failures.put(request.key(), cancelled);
  }

  /** Returns the response to a request, sent now unless the same request was sent before. */
  OperationResponse response(OperationRequest request) throws InterruptedException {
    RecordedExchange earlier = latest.get(request.key());
    if (earlier == null) {
      return send(request);
    }
    involve(earlier);
    return earlier
        .response()
        .orElseThrow(
            () -> new CheckEndedException(Objects.requireNonNull(failures.get(request.key()))));
  }

  /** Tells whether the same request was sent before. */
  boolean isSent(OperationRequest request) {
    return latest.containsKey(request.key());
  }

  /** Returns the latest exchange of a request, sent now unless the same request was sent before. */
  RecordedExchange exchange(OperationRequest request) throws InterruptedException {
    response(request);
    return Objects.requireNonNull(latest.get(request.key()));
  }

  /** Counts an exchange among those that a check used. */
  void involve(RecordedExchange exchange) {
    involved.putIfAbsent(exchange.number(), exchange);
  }

  private void remember(
      OperationRequest request,
      Optional<OperationResponse> response,
      String problem,
      Instant began) {
    Duration took = Duration.between(began, client.pacer().clock().instant());
    RecordedExchange exchange =
        new RecordedExchange(all.size(), request, response, problem, began, took);
    all.add(exchange);
    if (MethodSemantics.writes(request.operation())
        && request.method().equals(request.operation().method())
        && response.filter(one -> one.status() / 100 == 2).isPresent()) {
      writes.add(exchange);
    }
    latest.put(request.key(), exchange);
    involve(exchange);
  }
}
