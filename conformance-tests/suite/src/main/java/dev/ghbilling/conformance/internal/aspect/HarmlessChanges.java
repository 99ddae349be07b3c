package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Spelling;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Changes to an operation's default request that must not keep it from success. One request has all
 * of them; only if it fails, each is tried by itself.
 *
 * @param changes the changes by the names of what they change
 */
record HarmlessChanges(Operation operation, Map<String, UnaryOperator<OperationRequest>> changes) {
  static final String CASE = "case of headers";
  static final String ENCODED = "encoded letters";
  static final String ACCEPT = "Accept";
  static final String ACCEPT_ENCODING = "Accept-Encoding";
  static final String UNKNOWN = "unknown parameter";
  static final String METHOD_OVERRIDE = "X-HTTP-Method-Override";
  static final String FORWARDED_HOST = "X-Forwarded-Host";

  /** A host that no server has, by the top-level domain of RFC 2606. */
  private static final String OTHER_HOST = "forwarded.invalid";

  /**
   * Returns other spellings of the same request and, for an operation that reads, other values of
   * Accept and Accept-Encoding.
   */
  static HarmlessChanges ofSpelling(Operation operation) {
    Map<String, UnaryOperator<OperationRequest>> changes = new LinkedHashMap<>();
    changes.put(CASE, request -> request.with(Spelling.OTHER_CASE));
    changes.put(ENCODED, request -> request.with(Spelling.ENCODED_LETTERS));
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      if (parameter.node().path("x-ignores-case").asBoolean()) {
        changes.put(
            name,
            request ->
                request.withPath(
                    name, SimilarValues.inOtherCase(request.path().getOrDefault(name, ""))));
      }
    }
    if (!MethodSemantics.writes(operation)) {
      changes.put(ACCEPT_ENCODING, request -> request.withHeader(ACCEPT_ENCODING, "gzip"));
      operation
          .success()
          .body()
          .ifPresent(body -> changes.put(ACCEPT, request -> accepting(request, subtypes(body))));
    }
    return new HarmlessChanges(operation, changes);
  }

  /**
   * Returns other values of headers, undocumented headers, and an undocumented parameter, of an
   * operation that reads.
   */
  static HarmlessChanges ofValues(Contract contract, Operation operation) {
    Map<String, UnaryOperator<OperationRequest>> changes = new LinkedHashMap<>();
    changes.put(ACCEPT, request -> accepting(request, "*/*"));
    changes.put(UNKNOWN, request -> request.withQuery("ghbilling_unknown", "1"));
    changes.put(
        ACCEPT_ENCODING, request -> request.withHeader(ACCEPT_ENCODING, "gzip;q=0, identity"));
    changes.put(METHOD_OVERRIDE, request -> request.withHeader(METHOD_OVERRIDE, "HEAD"));
    operation
        .pagination()
        .filter(pages -> Clause.hasHeader(contract, operation, "Link"))
        .ifPresent(
            pages ->
                changes.put(
                    FORWARDED_HOST,
                    request ->
                        request
                            .withHeader(FORWARDED_HOST, OTHER_HOST)
                            .withQuery(pages.perPage(), "1")));
    for (HeaderValues values : HeaderValues.of(operation)) {
      values.others().stream()
          .limit(1)
          .forEach(
              value ->
                  changes.put(values.name(), request -> request.withHeader(values.name(), value)));
    }
    return new HarmlessChanges(operation, changes);
  }

  /** Returns a request that prefers an unknown media type and also accepts a range of others. */
  static OperationRequest accepting(OperationRequest request, String range) {
    return request.withHeader(ACCEPT, "text/x-unknown, %s;q=0.5".formatted(range));
  }

  /** Returns the range of all subtypes. */
  static String subtypes(Body body) {
    return body.contentType().replaceFirst("/.*", "/*");
  }

  /**
   * Expects the request with one change to succeed. If every change succeeds alone, but not all
   * together, the verdict is that of all together.
   */
  Verdict verdict(CheckContext context, String name) throws InterruptedException {
    context.successfulResponse(operation);
    Verdict together =
        context.memoize(
            "together %s %s".formatted(operation.id(), changes.keySet()),
            Verdict.class,
            () -> together(context));
    if (together.outcome() == Outcome.PASSED || changes.size() == 1) {
      return together;
    }
    Verdict own = alone(context, name);
    if (own.outcome() != Outcome.PASSED) {
      return own;
    }
    for (String other : changes.keySet()) {
      if (alone(context, other).outcome() != Outcome.PASSED) {
        return own;
      }
    }
    return together;
  }

  private Verdict together(CheckContext context) throws InterruptedException {
    OperationRequest all = context.request(operation);
    for (UnaryOperator<OperationRequest> change : changes.values()) {
      all = change.apply(all);
    }
    return documented(context, all);
  }

  private Verdict alone(CheckContext context, String name) throws InterruptedException {
    OperationRequest request = context.request(operation);
    return documented(context, changes.getOrDefault(name, any -> any).apply(request));
  }

  private static Verdict documented(CheckContext context, OperationRequest request)
      throws InterruptedException {
    try {
      OperationResponse response = context.response(request);
      Verdict verdict = Expectation.documented(context.contract(), response);
      return withHeaders(
          verdict.outcome() == Outcome.PASSED ? undisturbed(response) : verdict, request);
    } catch (CheckEndedException e) {
      return e.verdict();
    }
  }

  /** Expects no encoding that the request refuses, and no links to a host that it made up. */
  private static Verdict undisturbed(OperationResponse response) {
    OperationRequest request = response.request();
    boolean refusesGzip = request.headers().getOrDefault(ACCEPT_ENCODING, "").contains("q=0");
    if (refusesGzip && response.header("Content-Encoding").equalsIgnoreCase("gzip")) {
      return Verdict.failed(request, "no gzip, which the request refuses", "gzip");
    }
    String link = response.header("Link");
    return link.contains(OTHER_HOST)
        ? Verdict.failed(request, "links to the host of the request", "Link: " + link)
        : Verdict.passed();
  }

  /** Returns a verdict that names the headers of the request, if it isn't a pass. */
  static Verdict withHeaders(Verdict verdict, OperationRequest request) {
    return verdict.outcome() == Outcome.PASSED || request.headers().isEmpty()
        ? verdict
        : verdict.and("the request has the headers " + request.headers());
  }
}
