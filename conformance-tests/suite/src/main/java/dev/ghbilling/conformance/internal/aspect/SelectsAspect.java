package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;

/** Checks that the server filters items by query parameters as documented. */
public final class SelectsAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (parameter.node().has("x-selects")) {
        String clause = Clause.parameter(checklist.contract(), operation, parameter) + "/x-selects";
        boolean grouped = parameter.node().path("x-selects").path("group").asBoolean();
        checklist.add(
            operation,
            "selects/" + parameter.name(),
            clause,
            grouped
                ? new GroupSelection(operation, parameter)
                : new DateSelection(operation, parameter));
      }
    }
  }
}
