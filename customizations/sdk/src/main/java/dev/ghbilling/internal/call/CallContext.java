package dev.ghbilling.internal.call;

import dev.ghbilling.internal.selection.RequestSelection;
import dev.ghbilling.internal.time.Deadline;

/**
 * A call in progress: what it is for, when it is given up, and how far it is.
 *
 * <p>It is passed as an argument within this room, never looked up.
 */
final class CallContext {
  private final CalledOperation operation;
  private final RequestSelection selection;
  private final boolean streamed;
  private final Deadline deadline;
  private int attempts;
  private String token = "";

  CallContext(
      CalledOperation operation, RequestSelection selection, boolean streamed, Deadline deadline) {
    this.operation = operation;
    this.selection = selection;
    this.streamed = streamed;
    this.deadline = deadline;
  }

  CalledOperation operation() {
    return operation;
  }

  /** Returns what the query asks for. */
  RequestSelection selection() {
    return selection;
  }

  /** Returns whether the caller reads the response as a stream. */
  boolean streamed() {
    return streamed;
  }

  Deadline deadline() {
    return deadline;
  }

  /** Returns the number of the current attempt, from 1. */
  int attempt() {
    return attempts;
  }

  /** Begins the next attempt. */
  void beginAttempt() {
    attempts++;
  }

  /** Returns the token of the current attempt. */
  String token() {
    return token;
  }

  void useToken(String newToken) {
    token = newToken;
  }
}
