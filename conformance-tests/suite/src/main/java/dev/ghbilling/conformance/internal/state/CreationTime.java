package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check that a resource tells when it was created: between the request and the response, by the
 * server's own clock, and the same whenever it is shown.
 *
 * @param property the property that has the time
 */
record CreationTime(TestedCollection collection, String property) {
  private static final String EXTENSION = "x-time";

  /** What the whole seconds of {@code Date} leave open. */
  private static final Duration TOLERANCE = Duration.ofSeconds(1);

  /** Returns the properties that tell when a resource was created. */
  static List<String> properties(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    return create
        .success()
        .body()
        .flatMap(
            body ->
                collection
                    .contract()
                    .schemaAt(body.schema(), create.resource().orElseThrow().item()))
        .stream()
        .flatMap(schema -> schema.path("properties").propertyStream())
        .filter(one -> one.getValue().path(EXTENSION).asText().equals("created"))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** Returns the place in the contract that says what the property tells. */
  String clause() {
    Operation create = collection.require(Action.CREATE);
    Body body = create.success().body().orElseThrow();
    String reference = body.schema().path("$ref").asText();
    return reference.isEmpty() || !create.resource().orElseThrow().item().matches()
        ? Clause.content(create, create.success().status(), body.contentType()) + "/schema"
        : "%s/properties/%s/%s".formatted(reference.substring(1), property, EXTENSION);
  }

  /** Expects the time of the creation in the responses of a trial. */
  Verdict of(CheckContext context, CreationTrial trial) throws InterruptedException {
    OperationResponse response = trial.first().response();
    JsonNode shown = TestedCollection.item(response).path(property);
    Optional<Instant> time = time(shown);
    if (response.date().isEmpty() || time.isEmpty()) {
      return Verdict.notApplicable(
          response.date().isEmpty()
              ? "the server doesn't tell its time in Date"
              : "the response has no time in " + property);
    }
    Instant last = response.date().get().plus(TOLERANCE);
    Instant first = response.date().get().minus(took(context, response)).minus(TOLERANCE);
    if (time.get().isBefore(first) || time.get().isAfter(last)) {
      return Verdict.failed(
          response.request(),
          "%s between %s and %s, as Date has it".formatted(property, first, last),
          shown.asText());
    }
    if (collection.progress().isPresent()) {
      isSameWhilePolled(ObservedProgress.of(context, collection).responses()).orThrow();
    }
    String id = trial.first().id();
    for (JsonNode later : trial.shown(id)) {
      if (later.has(property) && !isSame(time(later.path(property)), time.get())) {
        return Verdict.failed(
            "%s, then another operation".formatted(response.request()),
            "%s %s".formatted(property, shown.asText()),
            later.path(property).asText());
      }
    }
    return Verdict.passed();
  }

  /** Expects exactly the same time in each response to the same request. */
  private Verdict isSameWhilePolled(List<OperationResponse> responses) {
    List<OperationResponse> polls =
        responses.stream()
            .filter(one -> one.request().operation().equals(collection.require(Action.GET)))
            .toList();
    for (OperationResponse poll : polls) {
      JsonNode expected = TestedCollection.item(polls.get(0)).path(property);
      JsonNode actual = TestedCollection.item(poll).path(property);
      if (!time(actual).equals(time(expected))) {
        return Verdict.failed(
            poll.request() + ", twice",
            "%s %s".formatted(property, expected.asText()),
            actual.asText());
      }
    }
    return Verdict.passed();
  }

  /** Tells whether two times are the same; one may be stored with fewer digits. */
  private static boolean isSame(Optional<Instant> stored, Instant shown) {
    return stored
        .filter(time -> Duration.between(time, shown).abs().compareTo(TOLERANCE) < 0)
        .isPresent();
  }

  private static Duration took(CheckContext context, OperationResponse response) {
    return context.traffic().stream()
        .filter(exchange -> exchange.response().filter(response::equals).isPresent())
        .map(RecordedExchange::took)
        .findFirst()
        .orElse(Duration.ZERO);
  }

  private static Optional<Instant> time(JsonNode value) {
    try {
      return Optional.of(OffsetDateTime.parse(value.asText()).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
