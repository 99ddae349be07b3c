package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import java.util.HashMap;
import java.util.Map;

/** What a run computed once and needs again, by names; also that a check ended in it. */
public final class Memos {
  private final Map<String, Object> results = new HashMap<>();

  Memos() {}

  /** A computation that a run makes at most once. */
  @FunctionalInterface
  public interface Computation<T> {
    T compute() throws InterruptedException;
  }

  <T> T of(String name, Class<T> type, Computation<T> computation) throws InterruptedException {
    Object result = results.get(name);
    if (result == null) {
      try {
        result = computation.compute();
      } catch (CheckEndedException e) {
        result = e;
      }
      results.put(name, result);
    }
    if (result instanceof CheckEndedException ended) {
      throw new CheckEndedException(ended.verdict());
    }
    return type.cast(result);
  }
}
