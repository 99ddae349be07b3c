package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.Selects;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A check that a parameter selects the items of one group, none of which belong to no group.
 *
 * @param parameter the parameter; the groups are those that a path parameter of the same name can
 *     select
 * @param selects what the parameter selects
 */
public record GroupSelection(Operation operation, Parameter parameter, Selects selects)
    implements Check.Procedure {
  /** The most groups whose items are read. */
  static final int MAX_GROUPS = 10;

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    List<JsonNode> rest = items(context.successfulResponse(operation));
    OperationResponse unknown = context.response(request(context, SampleValues.UNKNOWN_ID));
    if (unknown.isSuccessful() && !items(unknown).isEmpty()) {
      return Verdict.failed(
          unknown.request(),
          "no items, or a rejection, for an unknown " + parameter.name(),
          items(unknown).size() + " items");
    }
    if (!unknown.isSuccessful() && !Set.of(400, 403, 404, 422).contains(unknown.status())) {
      return Verdict.failed(
          unknown.request(), "no items, or a rejection", "HTTP " + unknown.status());
    }
    List<List<JsonNode>> seen = new ArrayList<>();
    for (String id : some(groups(context, parameter.name()))) {
      OperationResponse group = context.response(request(context, id));
      Expectation.successful(group).orThrow();
      List<JsonNode> items = items(group);
      List<JsonNode> own = JsonValues.missing(items, rest);
      // A single small item may be equal by chance.
      if (items.size() - own.size() > 1) {
        return Verdict.failed(
            context.request(operation),
            "only items without a " + parameter.name(),
            (items.size() - own.size()) + " items of " + id);
      }
      if (items.size() > 1 && seen.contains(items)) {
        return Verdict.failed(
            group.request(), "the items of " + id, "those of another " + parameter.name());
      }
      if (!items.isEmpty()) {
        seen.add(items);
      }
    }
    return seen.isEmpty()
        ? Verdict.notApplicable("no " + parameter.name() + " has items that can be told apart")
        : Verdict.passed();
  }

  private OperationRequest request(CheckContext context, String value) throws InterruptedException {
    return context.request(operation).withQuery(parameter.name(), value);
  }

  /** Returns some groups, as many as are read. */
  static List<String> some(List<String> groups) {
    return Spread.of(groups, MAX_GROUPS);
  }

  /** Returns the groups that a parameter can select, also those that are listed on demand only. */
  public static List<String> groups(CheckContext context, String parameter)
      throws InterruptedException {
    Operation operation =
        withPathParameter(context.contract(), parameter)
            .orElseThrow(
                () ->
                    new CheckEndedException(
                        Verdict.couldNotRun("no operation lists values of " + parameter)));
    for (Parameter same : operation.parameters(Parameter.Location.PATH)) {
      if (same.name().equals(parameter)) {
        Set<String> ids = new LinkedHashSet<>(context.ids(operation, same));
        ids.addAll(onDemand(context, operation, same));
        return List.copyOf(ids);
      }
    }
    throw new IllegalStateException(operation + " has no parameter " + parameter);
  }

  /** Returns those that a list has with a value of a parameter, such as archived ones. */
  private static List<String> onDemand(CheckContext context, Operation operation, Parameter group)
      throws InterruptedException {
    Operation list = context.contract().list(operation, group).orElseThrow();
    List<String> ids = new ArrayList<>();
    for (Parameter filter : list.parameters(Parameter.Location.QUERY)) {
      if (Selects.of(filter).isPresent()) {
        for (JsonNode value : context.contract().enumerated(filter.schema())) {
          OperationResponse response =
              context.response(context.request(list).withQuery(filter.name(), value.asText()));
          if (response.isSuccessful()) {
            ids.addAll(Contract.ids(response.json()));
          }
        }
      }
    }
    return ids;
  }

  /** Tells whether an operation lists what a parameter can select. */
  public static boolean isListed(Contract contract, String parameter) {
    return withPathParameter(contract, parameter).isPresent();
  }

  private static Optional<Operation> withPathParameter(Contract contract, String parameter) {
    return contract.operations().stream()
        .filter(
            operation ->
                operation.parameters(Parameter.Location.PATH).stream()
                    .anyMatch(
                        other ->
                            other.name().equals(parameter)
                                && contract.list(operation, other).isPresent()))
        .findFirst();
  }

  private List<JsonNode> items(OperationResponse response) {
    return selects.items(response.json());
  }
}
