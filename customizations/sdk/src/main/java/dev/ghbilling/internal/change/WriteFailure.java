package dev.ghbilling.internal.change;

import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** The failure of a request that was to change something, and what it says of the change. */
public final class WriteFailure {
  /** What a server may respond because of a single thing to change. */
  private static final Set<Integer> REFUSALS = Set.of(400, 404, 409, 422);

  private final RuntimeException cause;
  private final boolean deletes;

  private WriteFailure(RuntimeException cause, boolean deletes) {
    this.cause = cause;
    this.deletes = deletes;
  }

  /** Returns the failure of a request that was to add or change something. */
  public static WriteFailure of(RuntimeException cause) {
    return new WriteFailure(cause, false);
  }

  /** Returns the failure of a request that was to delete something. */
  public static WriteFailure ofDeletion(RuntimeException cause) {
    return new WriteFailure(cause, true);
  }

  /** Returns whether it may be due to what was to be changed, and not concern all requests. */
  public boolean isRefusal() {
    return cause instanceof ApiException response
        && !(cause instanceof PermissionException)
        && REFUSALS.contains(response.status());
  }

  /** Returns whether it came before a request was sent. */
  boolean wasNotSent() {
    // An interrupted wait for the next attempt bears the failure of the one before.
    return cause instanceof CallException call
        ? call.attempts() == 0
        : cause instanceof CancellationException && cause.getSuppressed().length == 0;
  }

  /** Returns whether it says that nothing was changed. */
  boolean isCertain() {
    // Of several attempts, an earlier one may have been carried out; what isn't there is deleted.
    return cause instanceof ApiException response
        && response.status() / 100 == 4
        && response.attempts() == 1
        && !(deletes && response instanceof NotFoundException);
  }

  /** Returns the reason that it gives. */
  String reason() {
    return String.valueOf(cause.getMessage());
  }
}
