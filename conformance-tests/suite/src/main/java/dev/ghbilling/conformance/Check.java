package dev.ghbilling.conformance;

/**
 * One thing that the contract says of an operation, to be held against a server.
 *
 * @param id {@code operationId/aspect[/detail]}; stable, so that it can be listed and compared
 * @param operationId the operation
 * @param clause JSON pointer to what the contract says
 * @param writes whether the check may change something at the server
 * @param procedure how it is found out
 */
record Check(String id, String operationId, String clause, boolean writes, Procedure procedure) {
  /** How a check is done. */
  @FunctionalInterface
  interface Procedure {
    /**
     * Holds the server against the clause.
     *
     * @throws EndedEarly with the verdict, when it is clear before the end
     */
    Verdict of(Session session) throws InterruptedException;
  }
}
