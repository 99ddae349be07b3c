package dev.ghbilling.conformance;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * An export that is watched until it is completed, and a little longer.
 *
 * @param replies what the server said of it, from the answer to its creation on
 */
record ExportWatch(List<Reply> replies) {
  static final String PROCESSING = "processing";
  static final String COMPLETED = "completed";

  /** Not in the documents, but seen. */
  private static final String FAILED = "failed";

  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration PATIENCE = Duration.ofMinutes(30);
  private static final int AFTERWARDS = 2;

  /** The watch over the export of this run. */
  static ExportWatch of(Session session) throws InterruptedException {
    return session.once("export", ExportWatch.class, () -> watch(session));
  }

  /** The answer to the creation of the export of this run. */
  static Reply created(Session session) throws InterruptedException {
    return session.accepted(session.contract().operation(ExportAspect.CREATE).orElseThrow());
  }

  private static ExportWatch watch(Session session) throws InterruptedException {
    List<Reply> replies = new ArrayList<>();
    Reply created = created(session);
    replies.add(created);
    Operation get = session.contract().operation(ExportAspect.GET).orElseThrow();
    String id = created.json().path("id").asText();
    Map<String, String> values = new HashMap<>();
    for (Parameter parameter : get.parameters(Parameter.Location.PATH)) {
      if (!parameter.name().equals(Session.ENTERPRISE)) {
        values.put(parameter.name(), id);
      }
    }
    Call call = session.call(get, values);
    Instant end = session.manners().clock().instant().plus(PATIENCE);
    Duration pause = FIRST_PAUSE;
    int afterwards = 0;
    while (afterwards < AFTERWARDS) {
      Reply reply = session.send(call);
      Expectation.successful(reply).orEnd();
      replies.add(reply);
      String status = status(reply);
      if (status.equals(FAILED)) {
        throw new EndedEarly(Verdict.notApplicable("the server says that the export failed"));
      }
      if (afterwards > 0 || status.equals(COMPLETED)) {
        afterwards++;
      } else if (session.manners().clock().instant().plus(pause).isAfter(end)) {
        throw new EndedEarly(
            Verdict.failed(call, "the export to be completed in " + PATIENCE, status));
      } else {
        session.manners().pause().of(pause);
        pause = pause.multipliedBy(2);
        pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
      }
    }
    return new ExportWatch(List.copyOf(replies));
  }

  /** The first answer to a question for it by its id. */
  Reply first() {
    return replies.get(1);
  }

  Reply last() {
    return replies.get(replies.size() - 1);
  }

  /** From processing to completed and never back; other statuses aren't documented to end. */
  Verdict progress() {
    boolean completed = false;
    for (Reply reply : replies) {
      String status = status(reply);
      if (completed && !status.equals(COMPLETED)) {
        return Verdict.failed(reply.call(), "still " + COMPLETED, status);
      }
      completed = status.equals(COMPLETED);
    }
    return completed ? Verdict.passed() : Verdict.failed(last().call(), COMPLETED, status(last()));
  }

  private static String status(Reply reply) {
    return reply.json().path("status").asText();
  }
}
