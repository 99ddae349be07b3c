package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.Set;

/** What a path names has to exist. */
final class PathAspect implements Aspect {
  private static final String UNKNOWN_ID = "00000000-0000-4000-8000-00000000dead";
  private static final Set<Integer> REFUSALS = Set.of(400, 403, 404, 422);

  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      String clause = Clause.parameter(checklist.contract(), operation, parameter);
      if (name.equals(Session.ENTERPRISE)) {
        add(checklist, operation, "path/" + name, clause, Set.of(404), name, "no-such-slug");
      } else {
        add(checklist, operation, "path/" + name, clause, unknown(operation), name, UNKNOWN_ID);
        if (parameter.schema().has("format")) {
          add(checklist, operation, "path/" + name + "/format", clause, REFUSALS, name, "not-one");
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
        Refusal.of(operation, statuses, call -> call.withPath(name, value)));
  }

  /** 404 where the contract lists it; the documents don't say what else where it doesn't. */
  private static Set<Integer> unknown(Operation operation) {
    return operation.responses().containsKey(404) ? Set.of(404) : REFUSALS;
  }
}
