package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.RecordedExchange;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A check that no creation of a run gets the id of an earlier one, deleted or not. */
record DistinctIds(TestedCollection collection) implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    if (!collection.can(Action.DELETE)) {
      NextCreation.of(context, collection);
    } else if (!isCreatedAfterDeletion(context.traffic())) {
      CreatedResource own = context.create(context.request(create));
      OperationRequest delete = collection.request(context, Action.DELETE, own.id());
      Expectation.successful(context.send(delete)).orThrow();
      context.create(context.request(create));
    }
    Set<String> ids = new HashSet<>();
    for (CreatedResource created : created(context.traffic())) {
      if (!ids.add(created.id())) {
        return Verdict.failed(
            created.response().request(),
            "another id than all creations before",
            "again " + created.id());
      }
    }
    return Verdict.passed();
  }

  private boolean isCreatedAfterDeletion(List<RecordedExchange> traffic) {
    List<RecordedExchange> writes =
        traffic.stream()
            .filter(exchange -> exchange.response().filter(one -> one.isSuccessful()).isPresent())
            .dropWhile(exchange -> !isOf(exchange, Action.DELETE))
            .toList();
    return writes.stream().anyMatch(exchange -> isOf(exchange, Action.CREATE));
  }

  private boolean isOf(RecordedExchange exchange, Action does) {
    return exchange.request().operation().equals(collection.require(does));
  }

  private List<CreatedResource> created(List<RecordedExchange> traffic) {
    return traffic.stream()
        .filter(exchange -> isOf(exchange, Action.CREATE))
        .flatMap(exchange -> exchange.response().stream())
        .filter(response -> response.isSuccessful())
        .flatMap(response -> CreatedResource.of(collection.contract(), response).stream())
        .toList();
  }
}
