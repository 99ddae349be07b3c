package dev.ghbilling.conformance.internal.run;

import dev.ghbilling.conformance.internal.aspect.AccessAspect;
import dev.ghbilling.conformance.internal.aspect.BodyAspect;
import dev.ghbilling.conformance.internal.aspect.BodyTextAspect;
import dev.ghbilling.conformance.internal.aspect.HeaderAspect;
import dev.ghbilling.conformance.internal.aspect.MethodAspect;
import dev.ghbilling.conformance.internal.aspect.OrderAspect;
import dev.ghbilling.conformance.internal.aspect.PagesAspect;
import dev.ghbilling.conformance.internal.aspect.PathAspect;
import dev.ghbilling.conformance.internal.aspect.PropertyAspect;
import dev.ghbilling.conformance.internal.aspect.QueryAspect;
import dev.ghbilling.conformance.internal.aspect.ReferencesAspect;
import dev.ghbilling.conformance.internal.aspect.ResponsesAspect;
import dev.ghbilling.conformance.internal.aspect.SelectsAspect;
import dev.ghbilling.conformance.internal.aspect.SuccessAspect;
import dev.ghbilling.conformance.internal.aspect.SumsAspect;
import dev.ghbilling.conformance.internal.aspect.TotalsAspect;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.input.ExploreAspect;
import dev.ghbilling.conformance.internal.input.VariedBodyAspect;
import dev.ghbilling.conformance.internal.input.VariedQueryAspect;
import dev.ghbilling.conformance.internal.state.MembersAspect;
import dev.ghbilling.conformance.internal.state.OwnersAspect;
import dev.ghbilling.conformance.internal.state.ProgressAspect;
import dev.ghbilling.conformance.internal.state.ResourceAspect;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checks that derive from a contract, whatever operations it has.
 *
 * @param contract the contract
 * @param all its checks: those that read, then those that write, then those that delete, then those
 *     of all responses, each in the contract's order
 */
public record Checks(Contract contract, List<Check> all) {
  private static final List<Aspect> ASPECTS =
      List.of(
          new SuccessAspect(),
          new PropertyAspect(),
          new HeaderAspect(),
          new AccessAspect(),
          new PathAspect(),
          new QueryAspect(),
          new BodyAspect(),
          new BodyTextAspect(),
          new MethodAspect(),
          new PagesAspect(),
          new TotalsAspect(),
          new SelectsAspect(),
          new OrderAspect(),
          new SumsAspect(),
          new ReferencesAspect(),
          new VariedQueryAspect(),
          new VariedBodyAspect(),
          new ResourceAspect(),
          new ProgressAspect(),
          new MembersAspect(),
          new OwnersAspect());

  /** Judges what the checks of the others have brought. */
  private static final Aspect LAST = new ResponsesAspect();

  /** Derives the checks. */
  public static Checks of(Contract contract) {
    Checklist checklist = new Checklist(contract);
    contract.operations().stream()
        .filter(operation -> !MethodSemantics.writes(operation))
        .forEach(operation -> derive(operation, checklist));
    contract.operations().stream()
        .filter(MethodSemantics::writes)
        .sorted(Comparator.comparing(Checks::deletes))
        .forEach(operation -> derive(operation, checklist));
    List<Check> all = checklist.checks();
    Checklist last = new Checklist(contract);
    contract.operations().forEach(operation -> LAST.derive(operation, last));
    return new Checks(
        contract,
        Stream.of(
                all.stream().filter(check -> !check.writes()),
                all.stream().filter(Check::writes),
                last.checks().stream())
            .flatMap(checks -> checks)
            .toList());
  }

  /**
   * Returns these checks, and after them those that send random requests.
   *
   * @param requests how many for each operation
   * @param seed the seed of the random requests
   */
  public Checks exploring(int requests, long seed) {
    Checklist more = new Checklist(contract);
    Aspect explore = new ExploreAspect(requests, seed);
    contract.operations().forEach(operation -> explore.derive(operation, more));
    return new Checks(contract, Stream.concat(all.stream(), more.checks().stream()).toList());
  }

  private static boolean deletes(Operation operation) {
    return operation.resource().filter(resource -> resource.does() == Action.DELETE).isPresent();
  }

  private static void derive(Operation operation, Checklist checklist) {
    ASPECTS.forEach(aspect -> aspect.derive(operation, checklist));
  }
}
