package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;

/** Query parameters select the items that they are documented to select. */
final class SelectsAspect implements Aspect {
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
