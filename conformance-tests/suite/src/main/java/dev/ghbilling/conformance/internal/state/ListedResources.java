package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A check that a get of a listed resource shows what the list shows. */
record ListedResources(TestedCollection collection) implements Check.Procedure {
  private static final int MOST = 5;

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    return context.compare(source -> areShown(context, source));
  }

  private Verdict areShown(CheckContext context, Source source) throws InterruptedException {
    List<JsonNode> listed = collection.list(context, source);
    for (JsonNode one : Spread.of(listed, MOST)) {
      String id = one.at(collection.id()).asText();
      OperationResponse response =
          source.get(PageWalk.largest(collection.request(context, Action.GET, id)));
      Expectation.successful(response).orThrow();
      isSame(response, one).orThrow();
    }
    return listed.isEmpty() ? Verdict.notApplicable("the list is empty") : Verdict.passed();
  }

  /** Either may have properties that the other lacks. */
  private Verdict isSame(OperationResponse response, JsonNode listed) {
    JsonNode single = TestedCollection.item(response);
    Set<String> varying = varying(response);
    for (Map.Entry<String, JsonNode> property : listed.properties()) {
      String name = property.getKey();
      if (!varying.contains(name)
          && single.has(name)
          && !ExpectedProperties.isSame(property.getValue(), single.path(name))) {
        return Verdict.failed(
            response.request(),
            "%s %s, as in the list".formatted(name, property.getValue()),
            single.path(name).toString());
      }
    }
    return Verdict.passed();
  }

  /** Returns what may differ: what progress changes, and what is only a page of more. */
  private Set<String> varying(OperationResponse response) {
    Set<String> varying = new HashSet<>();
    collection
        .progress()
        .ifPresent(
            progress -> {
              varying.add(progress.status().getMatchingProperty());
              varying.add(progress.brings().getMatchingProperty());
            });
    if (PageWalk.isFollowed(response)) {
      varying.add(response.request().operation().pagination().orElseThrow().items().substring(1));
    }
    return varying;
  }
}
