package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.check.Retention;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.util.Optional;

/** Checks that the server filters items by query parameters as documented. */
public final class SelectsAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Retention.of(parameter)
          .ifPresent(
              retention ->
                  checklist.add(
                      operation,
                      "selects/%s/oldest".formatted(parameter.name()),
                      Clause.extension(
                          checklist.contract(), operation, parameter, "x-selects/last"),
                      new OldestPeriod(operation, retention)));
      ExactSelection.derive(operation, parameter, checklist);
      if (OperationSample.DEFAULT_YEAR.includes(operation)
          && Selects.of(parameter).flatMap(Selects::part).equals(Optional.of(Part.YEAR))
          && parameter.node().path("x-default").asText().equals("today")) {
        checklist.add(
            operation,
            "selects/%s/default".formatted(parameter.name()),
            Clause.extension(checklist.contract(), operation, parameter, "x-default"),
            new DefaultYear(operation, parameter));
      }
      Selects.of(parameter)
          .filter(
              selects ->
                  selects.isShown()
                      || selects.group()
                      || selects.part().isPresent()
                      || selects.bound().isPresent())
          .ifPresent(
              selects ->
                  DeprecatedParameter.checklist(checklist, operation, parameter)
                      .add(
                          operation,
                          "selects/" + parameter.name(),
                          Clause.extension(checklist.contract(), operation, parameter, "x-selects"),
                          procedure(operation, parameter, selects)));
    }
  }

  private static Check.Procedure procedure(
      Operation operation, Parameter parameter, Selects selects) {
    if (selects.bound().isPresent()) {
      return new BoundSelection(operation, parameter, selects, selects.bound().get());
    }
    if (selects.group()) {
      return new GroupSelection(operation, parameter, selects);
    }
    if (selects.isOfDocument()) {
      return new RepeatedSelection(operation, parameter, selects);
    }
    return selects.part().isPresent()
        ? new DateSelection(operation, parameter, selects)
        : new ValueSelection(operation, parameter, selects);
  }
}
