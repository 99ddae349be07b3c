package dev.ghbilling.conformance;

/**
 * A check and what it found, as reports show it.
 *
 * @param id the check's id
 * @param operationId the operation
 * @param outcome what became of it
 * @param clause JSON pointer into the contract
 * @param message why; empty when it passed
 */
record Result(String id, String operationId, Outcome outcome, String clause, String message) {
  static Result of(Check check, Verdict verdict) {
    return new Result(
        check.id(), check.operationId(), verdict.outcome(), check.clause(), verdict.message());
  }
}
