package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.Set;

/** Checks that the server rejects paths that name something unknown or malformed. */
public final class PathAspect implements Aspect {
  private static final Set<Integer> REJECTIONS = Set.of(400, 403, 404, 422);

  /** A server may keep secret whether a scope exists, and the contract demands neither. */
  private static final Set<Integer> NO_ACCESS = Set.of(403, 404);

  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      String clause = Clause.parameter(checklist.contract(), operation, parameter);
      if (parameter.node().path("x-ignores-case").asBoolean()
          && MethodSemantics.isRepeatable(operation)) {
        checklist.add(
            operation,
            "path/%s/case".formatted(name),
            Clause.extension(checklist.contract(), operation, parameter, "x-ignores-case"),
            context -> HarmlessChanges.ofSpelling(operation).verdict(context, name));
      }
      if (name.equals(CheckContext.scope(operation))) {
        boolean plain = OperationSample.PLAIN_OWNER.includes(operation);
        String unknown = plain ? "no-such-slug" : "no-such-sl\u00fcg";
        Set<Integer> expected = plain ? NO_ACCESS : REJECTIONS;
        add(checklist, operation, "path/" + name, clause, expected, name, unknown);
      } else {
        add(
            checklist,
            operation,
            "path/" + name,
            clause,
            unknown(operation),
            name,
            SampleValues.UNKNOWN_ID);
        if (parameter.schema().has("format")) {
          add(
              checklist,
              operation,
              "path/" + name + "/format",
              clause,
              REJECTIONS,
              name,
              "not-one");
        }
      }
    }
  }

  private static void add(
      Checklist checklist,
      Operation operation,
      String aspect,
      String clause,
      Set<Integer> statuses,
      String name,
      String value) {
    checklist.add(
        operation,
        aspect,
        clause,
        new Rejection(
            operation,
            statuses,
            context -> context.defaultResponse(operation),
            context -> unknown(context, operation, name, value)));
  }

  /** Returns a request whose path leads nowhere, and that has nothing else to refuse. */
  private static OperationRequest unknown(
      CheckContext context, Operation operation, String name, String value)
      throws InterruptedException {
    return context.memoize(
        "%s %s of %s".formatted(name, value, operation.id()),
        OperationRequest.class,
        () -> {
          OperationRequest request = context.request(operation);
          boolean updates =
              operation.resource().filter(one -> one.does() == Action.UPDATE).isPresent();
          return (updates ? context.distinct(request) : request).withPath(name, value);
        });
  }

  /** Requires 404 where the contract lists it; elsewhere the documents name no status. */
  private static Set<Integer> unknown(Operation operation) {
    return operation.responses().containsKey(404) ? Set.of(404) : REJECTIONS;
  }
}
