package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Records which requests of a run met the fault of a middleware, and tells whether a check used one
 * of them. After a fault in a write, what is stored may be wrong, and every check may see it.
 */
final class SeenFaults {
  private static final Contract CONTRACT = Contract.bundled();

  private final Set<String> targets = ConcurrentHashMap.newKeySet();
  private final Set<String> operations = ConcurrentHashMap.newKeySet();
  private volatile boolean stored;

  /** Returns a middleware that does the same, and is recorded. */
  Middleware of(Middleware faulty) {
    return (request, origin) -> {
      List<ProxiedRequest> sent = new ArrayList<>();
      List<ProxiedResponse> received = new ArrayList<>();
      ProxiedResponse response =
          faulty.handle(
              request,
              other -> {
                sent.add(other);
                ProxiedResponse one = origin.send(other);
                received.add(one);
                return one;
              });
      if (sent.size() != 1 || !isSame(sent.get(0), request) || !isSame(received.get(0), response)) {
        targets.add(request.method() + " " + target(request));
        CONTRACT.operations().stream()
            .filter(request::matches)
            .map(Operation::id)
            .forEach(operations::add);
        stored |= writes(request) || sent.stream().anyMatch(SeenFaults::writes);
      }
      return response;
    };
  }

  /**
   * Tells whether a check used a request that met the fault, or names one or its operation: what it
   * read from earlier responses isn't among its exchanges.
   */
  boolean isSeenBy(Result result) {
    return stored
        || result.exchanges().stream()
            .map(exchange -> exchange.request().method() + " " + exchange.request().target())
            .anyMatch(targets::contains)
        || targets.stream().anyMatch(target -> names(result.message(), target))
        || operations.stream().anyMatch(operation -> names(result.message(), operation));
  }

  private static boolean names(String message, String what) {
    return Pattern.compile(Pattern.quote(what) + "(?![\\w/?&=%-])").matcher(message).find();
  }

  private static boolean writes(ProxiedRequest request) {
    return !Set.of("GET", "HEAD").contains(request.method());
  }

  private static String target(ProxiedRequest request) {
    return request.query().isEmpty() ? request.path() : request.path() + "?" + request.query();
  }

  private static boolean isSame(ProxiedRequest one, ProxiedRequest other) {
    return one.method().equals(other.method())
        && target(one).equals(target(other))
        && one.headers().equals(other.headers())
        && Arrays.equals(one.body(), other.body());
  }

  private static boolean isSame(ProxiedResponse one, ProxiedResponse other) {
    return one.status() == other.status()
        && one.ending() == other.ending()
        && one.headers().equals(other.headers())
        && Arrays.equals(one.body(), other.body());
  }
}
