package dev.ghbilling.conformance.mutants;

import dev.ghbilling.conformance.fixture.Middleware;
import java.time.Duration;

/**
 * A server that violates one clause of the contract.
 *
 * @param clause the id of the check that tests the clause
 * @param fault the violation
 * @param backend the server behind the middleware
 * @param middleware the middleware that causes the violation
 * @param timeout how long a response may take
 */
public record Mutant(
    String clause, String fault, Backend backend, Middleware middleware, Duration timeout) {
  /** A kind of server behind the middleware. */
  public enum Backend {
    /** A shared sandbox with the documented responses, only for mutants that don't write. */
    SHARED,
    /** A sandbox with the documented responses for this mutant alone. */
    OWN,
    /** A shared sandbox with more usage, some of it in cost centers. */
    MUCH_USAGE,
    /** The same for this mutant alone. */
    MUCH_USAGE_OWN,
    /** A shared sandbox with more repositories than fit on one page. */
    MANY_PAGES;

    /** Tells whether several mutants may use the same sandbox. */
    boolean isShared() {
      return this != OWN && this != MUCH_USAGE_OWN;
    }
  }

  public static Mutant of(String clause, String fault, Middleware middleware) {
    return new Mutant(clause, fault, Backend.SHARED, middleware, Duration.ofSeconds(10));
  }

  public Mutant with(Backend other) {
    return new Mutant(clause, fault, other, middleware, timeout);
  }

  public Mutant with(Duration other) {
    return new Mutant(clause, fault, backend, middleware, other);
  }

  /** Returns the operation in the check's id. */
  public String operation() {
    return clause.split("/", -1)[0];
  }

  /** Returns the aspect in the check's id. */
  public String aspect() {
    return clause.split("/", -1)[1];
  }

  @Override
  public String toString() {
    return clause + ": " + fault;
  }
}
