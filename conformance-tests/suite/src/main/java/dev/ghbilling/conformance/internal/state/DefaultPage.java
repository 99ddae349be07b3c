package dev.ghbilling.conformance.internal.state;

import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.ResourceOperation.Action;

/** A check that a page has as many resources as the contract says, if nobody says how many. */
record DefaultPage(TestedCollection collection) {
  /** The most resources that are created for there to be another page. */
  private static final int MAX_CREATED = 10;

  /** Tells whether a collection has pages that are small enough to be filled. */
  static boolean isFillable(TestedCollection collection) {
    Operation list = collection.require(Action.LIST);
    return list.pagination().filter(pages -> !pages.total().isEmpty()).isPresent()
        && PageWalk.standard(list) <= MAX_CREATED;
  }

  Verdict isStandard(CheckContext context) throws InterruptedException {
    Operation list = collection.require(Action.LIST);
    Pagination pages = list.pagination().orElseThrow();
    OperationRequest request = context.request(list).withoutQuery(pages.perPage());
    int standard = PageWalk.standard(list);
    OperationResponse page = successful(context, request);
    long missing = standard + 1 - page.json().at(pages.total()).asLong();
    if (missing > 0 && !context.server().isLoopback()) {
      return Verdict.notApplicable("only a server on this machine gets as many as a page takes");
    }
    for (long i = 0; i < missing; i++) {
      context.create(context.request(collection.require(Action.CREATE)));
    }
    page = missing > 0 ? successful(context, request) : page;
    int actual = page.json().at(pages.items()).size();
    return actual == standard
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "%d items of %s".formatted(standard, page.json().at(pages.total())),
            Integer.toString(actual));
  }

  private static OperationResponse successful(CheckContext context, OperationRequest request)
      throws InterruptedException {
    OperationResponse response = context.send(request);
    Expectation.successful(response).orThrow();
    return response;
  }
}
