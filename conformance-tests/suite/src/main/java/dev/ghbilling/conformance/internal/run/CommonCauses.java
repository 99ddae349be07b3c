package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Causes for which all operations of one enterprise, organization or user fail alike.
 *
 * @param responses what all of its operations got, by the parameter that names it, for example
 *     {@code HTTP 404}
 * @param all whether there is no enterprise, organization or user whose operations succeed
 */
record CommonCauses(Map<String, String> responses, boolean all) {
  /** Sends the default requests of reading operations until one succeeds. */
  static CommonCauses find(CheckContext context, List<Operation> operations)
      throws InterruptedException {
    Map<String, List<Operation>> scopes =
        operations.stream()
            .collect(
                Collectors.groupingBy(
                    CheckContext::scope, LinkedHashMap::new, Collectors.toList()));
    Map<String, String> responses = new LinkedHashMap<>();
    boolean all = true;
    for (Map.Entry<String, List<Operation>> scope : scopes.entrySet()) {
      Optional<String> common = common(context, scope.getValue());
      common.ifPresent(response -> responses.put(scope.getKey(), response));
      all &= common.isPresent();
    }
    return new CommonCauses(responses, all && new HashSet<>(responses.values()).size() == 1);
  }

  /** Returns what all operations got instead of a success; at least two must have got it. */
  private static Optional<String> common(CheckContext context, List<Operation> operations)
      throws InterruptedException {
    if (operations.size() < 2) {
      return Optional.empty();
    }
    String common = "";
    int alike = 0;
    for (Operation operation : operations) {
      Verdict verdict = success(context, operation);
      if (verdict.outcome() == Outcome.NOT_APPLICABLE) {
        continue;
      }
      if (verdict.outcome() != Outcome.FAILED
          || !(common.isEmpty() || common.equals(verdict.actual()))) {
        return Optional.empty();
      }
      common = verdict.actual();
      alike++;
      if (alike > 1 && isNone(common)) {
        // Each further one may take until the timeout, so the last one stands for them.
        Operation last = operations.get(operations.size() - 1);
        return isNone(success(context, last).actual()) ? Optional.of(common) : Optional.empty();
      }
    }
    return alike > 1 ? Optional.of(common) : Optional.empty();
  }

  /** Expects the documented success of an operation's default request. */
  static Verdict success(CheckContext context, Operation operation) throws InterruptedException {
    try {
      return Expectation.successful(context.defaultResponse(operation));
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  /** Returns the cause that an operation shares with all others, in a sentence. */
  Optional<String> of(Operation operation) {
    String scope = CheckContext.scope(operation);
    return Optional.ofNullable(responses.get(scope))
        .map(response -> sentence(response, all ? "" : " with {%s}".formatted(scope)));
  }

  /** Returns what every operation got, and what to check if that has a usual cause. */
  static String sentence(String response, String which) {
    String hint =
        switch (response) {
          case "HTTP 401" -> ": check GITHUB_TOKEN";
          case "HTTP 301", "HTTP 302", "HTTP 307", "HTTP 308" ->
              ": redirects are not followed, check --base-url";
          case "HTTP 403" -> ": check what the token is allowed to do";
          case "HTTP 404" ->
              ": check --enterprise, --org, --user, --base-url and what the token is allowed to see";
          case "HTTP 406" ->
              ": the server has none of the media types that the contract's Accept names";
          default -> "";
        };
    return isNone(response)
        ? "no operation%s got a response".formatted(which)
        : "every operation%s responded with %s%s".formatted(which, response, hint);
  }

  private static boolean isNone(String response) {
    return response.startsWith("none");
  }
}
