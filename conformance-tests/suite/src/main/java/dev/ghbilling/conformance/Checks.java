package dev.ghbilling.conformance;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.List;
import java.util.stream.Stream;

/** The checks that follow from a contract, whatever operations it has. */
final class Checks {
  private static final List<Aspect> ASPECTS =
      List.of(
          new SuccessAspect(),
          new PropertyAspect(),
          new HeaderAspect(),
          new AccessAspect(),
          new PathAspect(),
          new QueryAspect(),
          new BodyAspect(),
          new MethodAspect(),
          new PagesAspect(),
          new TotalsAspect(),
          new SelectsAspect(),
          new ExportAspect(),
          new MembershipAspect(),
          new ListedStatusAspect());

  private Checks() {}

  /** All checks: those that read before those that write, else in the order of the contract. */
  static List<Check> of(Contract contract) {
    Checklist checklist = new Checklist(contract);
    contract.operations().stream()
        .filter(operation -> !writes(operation))
        .forEach(operation -> derive(operation, checklist));
    contract.operations().stream()
        .filter(Checks::writes)
        .forEach(operation -> derive(operation, checklist));
    List<Check> all = checklist.checks();
    return Stream.concat(
            all.stream().filter(check -> !check.writes()), all.stream().filter(Check::writes))
        .toList();
  }

  static boolean writes(Operation operation) {
    return !(operation.method().equals("GET") || operation.method().equals("HEAD"));
  }

  /** Whether a request may be sent again without more coming of it than of one. */
  static boolean mayRepeat(Operation operation) {
    return !operation.method().equals("POST") || operation.node().path("x-idempotent").asBoolean();
  }

  private static void derive(Operation operation, Checklist checklist) {
    ASPECTS.forEach(aspect -> aspect.derive(operation, checklist));
  }
}
