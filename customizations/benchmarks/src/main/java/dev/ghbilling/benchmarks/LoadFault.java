package dev.ghbilling.benchmarks;

import dev.ghbilling.sandbox.Fault;
import java.time.Duration;

/**
 * What goes wrong with a call under load, and what the SDK's table of faults says comes of it. The
 * limits are not among them: they hold back every caller of a token, which is what they are for.
 */
enum LoadFault {
  RESET(LoadFault.SUCCESS),
  RESET_WITHIN_BODY(LoadFault.SUCCESS),
  TRUNCATED(LoadFault.SUCCESS),
  SERVER_ERROR(LoadFault.SUCCESS),
  BAD_GATEWAY(LoadFault.SUCCESS),
  UNAVAILABLE(LoadFault.SUCCESS),
  SLOW(LoadFault.SUCCESS),
  BAD_REQUEST("BadRequestException"),
  FORBIDDEN("PermissionException"),
  NOT_FOUND("NotFoundException"),
  CONFLICT("ConflictException"),
  NO_JSON("UnreadableAnswerException");

  /** Nothing comes of it. */
  static final String SUCCESS = "success";

  private static final int PART_OF_BODY = 20;

  private final String outcome;

  LoadFault(String outcome) {
    this.outcome = outcome;
  }

  Fault fault() {
    return switch (this) {
      case RESET -> Fault.reset();
      case RESET_WITHIN_BODY -> Fault.ownResponse().resetWithinBody(PART_OF_BODY);
      case TRUNCATED -> Fault.ownResponse().truncatedAfter(PART_OF_BODY);
      case SERVER_ERROR -> Fault.status(500);
      case BAD_GATEWAY -> Fault.htmlPage(502);
      case UNAVAILABLE -> Fault.status(503);
      case SLOW -> Fault.ownResponse().delayed(Duration.ofMillis(200));
      case BAD_REQUEST -> Fault.status(400);
      case FORBIDDEN -> Fault.status(403);
      case NOT_FOUND -> Fault.status(404);
      case CONFLICT -> Fault.status(409);
      case NO_JSON -> Fault.htmlPage(200);
    };
  }

  /** The simple name of the exception, or {@link #SUCCESS}. */
  String outcome() {
    return outcome;
  }
}
