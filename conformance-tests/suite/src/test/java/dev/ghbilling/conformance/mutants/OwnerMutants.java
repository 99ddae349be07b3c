package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;

/** Mutants that reach the resources of one owner by the paths of another one. */
final class OwnerMutants {
  private static final String ENTERPRISE = "/enterprises/octo-enterprise/";
  private static final String ORGANIZATION = "/organizations/octo-org/";

  private OwnerMutants() {}

  static List<Mutant> of(Checks checks) {
    List<Mutant> all = new ArrayList<>();
    for (Operation operation : checks.contract().operations()) {
      String clause = operation.id() + "/state/owner";
      if (checks.all().stream().anyMatch(check -> check.id().equals(clause))) {
        all.add(Mutant.of(clause, "any owner's path will do", found(operation)));
        if (MethodSemantics.writes(operation) && operation.resource().isPresent()) {
          all.add(Mutant.of(clause, "is done, and then not found", doneThenNotFound(operation)));
        }
      }
    }
    return all.stream().map(mutant -> mutant.with(Backend.OWN)).toList();
  }

  /** Finds what the sandbox doesn't. */
  static Middleware found(Operation operation) {
    String example =
        operation
            .success()
            .body()
            .flatMap(Body::example)
            .map(documented -> documented.value().toString())
            .orElse("{}");
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      return request.matches(operation) && response.status() == 404
          ? ProxiedResponse.json(operation.success().status(), example)
          : response;
    };
  }

  private static Middleware doneThenNotFound(Operation operation) {
    return (request, origin) -> {
      ProxiedResponse response = origin.send(request);
      if (request.matches(operation) && response.status() == 404) {
        boolean ofEnterprise = request.path().startsWith(ENTERPRISE);
        String owner = ofEnterprise ? ENTERPRISE : ORGANIZATION;
        String other = ofEnterprise ? ORGANIZATION : ENTERPRISE;
        origin.send(request.withPath(request.path().replace(owner, other)));
      }
      return response;
    };
  }
}
