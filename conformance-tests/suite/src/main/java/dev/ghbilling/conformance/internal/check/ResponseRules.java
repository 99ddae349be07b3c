package dev.ghbilling.conformance.internal.check;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Spelling;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The rules for every response, whatever was asked for: status, media type, schema, encoding. */
public final class ResponseRules {
  /** Statuses that HTTP allows for certain requests, whatever the operation. */
  private static final Set<Integer> OF_HTTP = Set.of(304, 401, 404, 405, 406, 415, 422, 429);

  /** A second of 2001, which no duration reaches. */
  private static final long FIRST_SECOND = 1_000_000_000;

  /** A second of the year 5138, which milliseconds have passed since 1973. */
  private static final long LAST_SECOND = 100_000_000_000L;

  private ResponseRules() {}

  /**
   * Returns the rule that the contract lists the status.
   *
   * @param ordinary a request without a fault, of somebody who may send it, which gets neither 400
   *     nor 403; empty if none is known
   */
  public static TrafficRule listedStatus(Operation operation, Optional<OperationRequest> ordinary) {
    return rule(
        "listed-status",
        Clause.responses(operation),
        any -> true,
        one -> isListed(one, ordinary) ? Verdict.passed() : unlisted(one));
  }

  /** Returns the rules for what responses contain. */
  public static List<TrafficRule> ofContent(Contract contract, Operation operation) {
    return Stream.of(
            operation.success().body().stream()
                .flatMap(body -> ofContent(contract, operation, body)),
            ofItems(contract, operation),
            Stream.of(
                ofErrors(contract, operation),
                rule(
                    "token",
                    Clause.guideline("a response doesn't repeat the token of its request"),
                    any -> true,
                    ResponseRules::withoutToken),
                rule(
                    "limits",
                    Clause.guideline(
                        "X-RateLimit-Reset is in seconds since 1970, and no more remains than the"
                            + " limit"),
                    one -> number(one, "X-RateLimit-Limit").isPresent(),
                    ResponseRules::limits)))
        .flatMap(rules -> rules)
        .toList();
  }

  private static Stream<TrafficRule> ofItems(Contract contract, Operation operation) {
    Stream<TrafficRule> keys =
        ItemKey.of(contract, operation).stream()
            .map(
                key ->
                    rule(
                        "keys",
                        key.clause(),
                        one -> isDocument(operation, one),
                        one -> key.isUnique(one.request(), key.in(one.json()))));
    String clause = Clause.extension(operation, "x-pagination");
    Stream<TrafficRule> pages =
        operation.pagination().stream()
            .map(pagination -> new PageRules(operation, pagination))
            .flatMap(
                page ->
                    Stream.concat(
                        Stream.of(rule("pages/agree", clause, page::isPage, page::agrees)),
                        Clause.hasHeader(contract, operation, "Link")
                            ? Stream.of(rule("pages/links", clause, page::isPage, page::links))
                            : Stream.of()));
    return Stream.of(keys, ofUniqueValues(contract, operation).stream(), pages)
        .flatMap(rules -> rules);
  }

  /** Returns the rule that no two resources of a list that aren't deleted share a unique value. */
  private static Optional<TrafficRule> ofUniqueValues(Contract contract, Operation operation) {
    Optional<ResourceOperation> list =
        operation.resource().filter(one -> one.does() == Action.LIST);
    Optional<Operation> create =
        list.flatMap(one -> contract.operation(Action.CREATE, one.collection()));
    Optional<JsonPointer> unique =
        create.flatMap(Operation::resource).flatMap(ResourceOperation::unique);
    if (unique.isEmpty()) {
      return Optional.empty();
    }
    String clause = Clause.extension(create.orElseThrow(), "x-resource/unique");
    ItemKey key = new ItemKey(list.orElseThrow().items(), List.of(unique.orElseThrow()), clause);
    Map<String, JsonNode> deleted =
        list.flatMap(one -> contract.operation(Action.DELETE, one.collection()))
            .flatMap(Operation::resource)
            .map(ResourceOperation::becomes)
            .orElse(Map.of());
    return Optional.of(
        rule(
            "unique",
            clause,
            one -> isDocument(operation, one),
            one -> key.isUnique(one.request(), active(key.in(one.json()), deleted))));
  }

  /** Returns the resources that show that they aren't deleted. */
  private static List<JsonNode> active(List<JsonNode> resources, Map<String, JsonNode> deleted) {
    return resources.stream()
        .filter(one -> deleted.keySet().stream().allMatch(one::has))
        .filter(one -> deleted.isEmpty() || !one.properties().containsAll(deleted.entrySet()))
        .toList();
  }

  private static Verdict withoutToken(OperationResponse response) {
    return response.repeatsToken()
        ? Verdict.failed(response.request(), "a response without the token", "one that has it")
        : Verdict.passed();
  }

  private static Verdict limits(OperationResponse response) {
    long limit = number(response, "X-RateLimit-Limit").orElse(Long.MAX_VALUE);
    long remaining = number(response, "X-RateLimit-Remaining").orElse(0);
    if (remaining > limit) {
      return Verdict.failed(
          response.request(),
          "X-RateLimit-Remaining of at most " + limit,
          Long.toString(remaining));
    }
    long reset = number(response, "X-RateLimit-Reset").orElse(FIRST_SECOND);
    return reset >= FIRST_SECOND && reset <= LAST_SECOND
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "X-RateLimit-Reset in seconds since 1970",
            reset + (reset < FIRST_SECOND ? ", as from now" : ", as in milliseconds"));
  }

  private static OptionalLong number(OperationResponse response, String header) {
    String text = response.header(header).strip();
    return text.matches("[0-9]{1,18}")
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }

  private static boolean isDocument(Operation operation, OperationResponse response) {
    return response.isSuccessful() && response.request().method().equals(operation.method());
  }

  /**
   * Returns the rule for the form of errors, which a HEAD doesn't show. That a length is required,
   * or that an encoded slash isn't allowed, is often said by a server in front of the API.
   */
  private static TrafficRule ofErrors(Contract contract, Operation operation) {
    return rule(
        "errors",
        Clause.error(operation, operation.responses().tailMap(400).keySet()),
        one ->
            one.status() >= 400
                && !one.request().method().equals("HEAD")
                && !requiresLength(one)
                && !one.request().spellings().contains(Spelling.ENCODED_SLASH),
        one -> Expectation.error(contract, one));
  }

  private static Stream<TrafficRule> ofContent(Contract contract, Operation operation, Body body) {
    String type = body.contentType();
    String content = Clause.content(operation, operation.success().status(), type);
    Predicate<OperationResponse> successful = one -> isDocument(operation, one);
    return Stream.of(
        rule("content-type", content, successful, one -> Expectation.contentType(one, type)),
        rule(
            "schema",
            content + "/schema",
            successful,
            one -> Expectation.valid(contract, body, one)),
        rule("encoding", content, OperationResponse::isJson, Expectation::encoded));
  }

  private static TrafficRule rule(
      String aspect,
      String clause,
      Predicate<OperationResponse> concerned,
      Function<OperationResponse, Verdict> judge) {
    return new TrafficRule(
        aspect,
        clause,
        exchange -> exchange.response().map(concerned::test).orElse(true),
        exchange ->
            exchange
                .response()
                .map(judge)
                .orElseGet(
                    () ->
                        Verdict.couldNotRun(
                            "%s got no response to judge".formatted(exchange.request()))));
  }

  /** Returns the verdict about a response whose status the contract doesn't list. */
  public static Verdict unlisted(OperationResponse response) {
    return Verdict.failed(
        response.request(),
        "one of HTTP " + response.request().operation().responses().keySet(),
        "HTTP " + response.status());
  }

  private static boolean isListed(OperationResponse response, Optional<OperationRequest> ordinary) {
    OperationRequest request = response.request();
    int status = response.status();
    return request.operation().responses().containsKey(status)
        || OF_HTTP.contains(status)
        || (status == 410 && hasListedHeader(request))
        || requiresLength(response)
        || (status == 403 && ordinary.map(own -> lacksAccess(request, own)).orElse(true))
        || (status == 400 && ordinary.map(own -> !request.key().equals(own.key())).orElse(true));
  }

  private static boolean requiresLength(OperationResponse response) {
    return response.status() == 411 && response.request().isInChunks();
  }

  /** Tells whether a request has a value of a header that a server may have retired. */
  private static boolean hasListedHeader(OperationRequest request) {
    return HeaderValues.of(request.operation()).stream()
        .anyMatch(values -> request.headers().containsKey(values.name()));
  }

  private static boolean lacksAccess(OperationRequest request, OperationRequest ordinary) {
    String scope = RequestBuilder.scope(request.operation());
    return request.credentials() != OperationRequest.Credentials.MEMBER
        || !Objects.equals(request.path().get(scope), ordinary.path().get(scope));
  }
}
