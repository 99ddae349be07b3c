package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Sums;
import java.util.ArrayList;
import java.util.List;

/**
 * A check that the rows of all groups, and those of none, add up to the rows without a selection.
 *
 * @param sums what the rows are sums of
 * @param parameter the parameter that selects the rows of a group
 * @param rest the value that selects those of none
 */
record GroupedSums(Operation operation, Sums sums, Parameter parameter, String rest)
    implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    List<String> groups = GroupSelection.groups(context, parameter.name());
    return groups.size() > GroupSelection.MAX_GROUPS
        ? Verdict.notApplicable(
            "there are %d groups, more than the %d that the suite adds up"
                .formatted(groups.size(), GroupSelection.MAX_GROUPS))
        : context.compare(source -> addUp(context, groups, source));
  }

  private Verdict addUp(CheckContext context, List<String> groups, Source source)
      throws InterruptedException {
    OperationRequest whole = context.request(operation);
    List<JsonNode> grouped = new ArrayList<>();
    for (String group : groups) {
      grouped.addAll(rows(whole.withQuery(parameter.name(), group), source));
    }
    if (grouped.isEmpty()) {
      return Verdict.notApplicable("no " + parameter.name() + " has rows");
    }
    grouped.addAll(rows(whole.withQuery(parameter.name(), rest), source));
    return SummedRows.of(context.contract(), operation, rows(whole, source)).sumUp(grouped, whole);
  }

  private List<JsonNode> rows(OperationRequest request, Source source) throws InterruptedException {
    OperationResponse response = source.get(request);
    Expectation.successful(response).orThrow();
    return response.json().at(sums.items()).valueStream().toList();
  }
}
