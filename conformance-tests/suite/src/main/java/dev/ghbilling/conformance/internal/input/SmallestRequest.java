package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Shrinks a request that fails: fewer parameters and properties, and simpler values of the rest.
 */
final class SmallestRequest {
  /** The most requests that are spent on one. */
  private static final int MAX_TRIES = 100;

  private final CheckContext context;
  private OperationRequest smallest;
  private Verdict failure;
  private final Optional<String> invalid;
  private final Set<String> tried = new HashSet<>();

  private SmallestRequest(CheckContext context, OperationRequest request, Verdict failure) {
    this.context = context;
    this.smallest = request;
    this.failure = failure;
    this.invalid = new JudgedRequest(context, request).invalid();
  }

  /** Returns the failure of the smallest request that fails like a larger one, sent once more. */
  static Verdict of(CheckContext context, OperationRequest request, Verdict failure)
      throws InterruptedException {
    SmallestRequest shrinking = new SmallestRequest(context, request, failure);
    while (shrinking.shrinks()) {
      // Until nothing smaller fails.
    }
    return shrinking.again();
  }

  /** Judges requests until one fails, and returns the failure of the smallest one like it. */
  static Verdict ofFirstFailing(CheckContext context, List<OperationRequest> requests)
      throws InterruptedException {
    for (OperationRequest request : requests) {
      Verdict verdict = new JudgedRequest(context, request).verdict();
      if (verdict.outcome() == Outcome.FAILED) {
        return of(context, request, verdict);
      }
      verdict.orThrow();
    }
    return Verdict.passed();
  }

  private Verdict again() throws InterruptedException {
    Verdict verdict = new JudgedRequest(context, smallest).again();
    return verdict.outcome() == Outcome.FAILED ? verdict : failure.and("but not once more");
  }

  /** Takes the first smaller request that fails, too, with the same part of it invalid. */
  private boolean shrinks() throws InterruptedException {
    for (OperationRequest candidate : smaller(smallest)) {
      JudgedRequest judged = new JudgedRequest(context, candidate);
      if (tried.size() == MAX_TRIES
          || !judged.invalid().equals(invalid)
          || !tried.add(candidate.key())) {
        continue;
      }
      Verdict verdict = judged.verdict();
      if (verdict.outcome() == Outcome.FAILED) {
        smallest = candidate;
        failure = verdict;
        return true;
      }
    }
    return false;
  }

  private static List<OperationRequest> smaller(OperationRequest request) {
    List<OperationRequest> candidates = new ArrayList<>();
    request.query().keySet().forEach(name -> candidates.add(request.withoutQuery(name)));
    for (Map.Entry<String, List<String>> parameter : request.query().entrySet()) {
      List<String> texts = parameter.getValue();
      if (texts.size() > 2) {
        candidates.add(request.withQuery(parameter.getKey(), texts.subList(0, 2)));
      } else if (texts.size() == 1) {
        simpler(texts.get(0))
            .forEach(text -> candidates.add(request.withQuery(parameter.getKey(), text)));
      }
    }
    smallerBodies(request).forEach(body -> candidates.add(request.withBody(Optional.of(body))));
    return candidates;
  }

  private static List<String> smallerBodies(OperationRequest request) {
    List<String> bodies = new ArrayList<>();
    if (parsed(request.body().orElse("")) instanceof ObjectNode body) {
      for (Map.Entry<String, JsonNode> property : body.properties()) {
        bodies.add(body.deepCopy().without(property.getKey()).toString());
      }
      for (Map.Entry<String, JsonNode> property : body.properties()) {
        JsonNode value = property.getValue();
        if (value.isTextual() || value.isInt()) {
          simpler(value.asText())
              .map(
                  text ->
                      value.isInt()
                          ? IntNode.valueOf(Integer.parseInt(text))
                          : TextNode.valueOf(text))
              .forEach(one -> bodies.add(body.deepCopy().set(property.getKey(), one).toString()));
        }
      }
    }
    return bodies;
  }

  private static JsonNode parsed(String body) {
    try {
      return ContractJson.MAPPER.readTree(body);
    } catch (JsonProcessingException e) {
      return ContractJson.MAPPER.missingNode();
    }
  }

  /** Returns simpler texts than one, the simplest first; of a number, smaller ones. */
  private static Stream<String> simpler(String text) {
    if (text.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(text);
      return Stream.of(0, 1, number / 10, number / 2, number - number / 8, number - 1)
          .filter(other -> other >= 0 && other < number)
          .distinct()
          .map(String::valueOf);
    }
    int[] points = text.codePoints().toArray();
    int half = points.length / 2;
    return Stream.of(
            "a",
            new String(points, 0, half),
            new String(points, half, points.length - half),
            new String(points, 0, Math.max(0, points.length - 1)),
            new String(points, Math.min(1, points.length), Math.max(0, points.length - 1)))
        .filter(other -> !other.isEmpty() && other.length() < text.length())
        .distinct();
  }
}
