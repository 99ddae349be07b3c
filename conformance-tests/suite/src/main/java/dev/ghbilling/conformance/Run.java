package dev.ghbilling.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Checks, done one after the other.
 *
 * @param checks what is checked
 * @param allowWrites whether checks that change something are done
 * @param known what is known to fail
 */
record Run(List<Check> checks, boolean allowWrites, KnownFailing known) {
  /** What was found; told to the listener as soon as it is. */
  Results against(Session session, Consumer<Result> listener) throws InterruptedException {
    List<Result> results = new ArrayList<>();
    for (Check check : checks) {
      Verdict verdict = session.redacted(verdict(check, session));
      Result result = Result.of(check, known.judge(check.id(), verdict));
      results.add(result);
      listener.accept(result);
    }
    return new Results(results);
  }

  private Verdict verdict(Check check, Session session) throws InterruptedException {
    if (check.writes() && !allowWrites) {
      return Verdict.notApplicable("the run may not write");
    }
    try {
      return check.procedure().of(session);
    } catch (EndedEarly e) {
      return e.verdict();
    }
  }
}
