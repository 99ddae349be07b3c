package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;

/**
 * A test of one promise that the contract makes for an operation, or that HTTP makes for all.
 *
 * @param id {@code operationId/aspect[/detail]}, stable across versions, for example {@code
 *     getUsageReport/query/month/maximum}
 * @param operationId the operation
 * @param clause what asks for it: the JSON pointer to the promise in the contract, a section of an
 *     RFC, or a guideline
 * @param writes whether the check may change something at the server
 * @param procedure the steps of the check
 */
public record Check(
    String id, String operationId, String clause, boolean writes, Procedure procedure) {
  /** Returns how binding the clause is. */
  public Grade grade() {
    return Grade.of(clause);
  }

  /** The steps of a check. */
  @FunctionalInterface
  public interface Procedure {
    /**
     * Runs the check.
     *
     * @throws CheckEndedException with the verdict, when it is known before the last step
     */
    Verdict run(CheckContext context) throws InterruptedException;
  }
}
