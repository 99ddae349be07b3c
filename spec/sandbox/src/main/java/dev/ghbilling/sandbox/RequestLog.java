package dev.ghbilling.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The newest requests. */
final class RequestLog {
  static final int MOST = 1_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  synchronized void add(RecordedRequest request) {
    if (requests.size() == MOST) {
      requests.removeFirst();
    }
    requests.addLast(request);
  }

  /** The requests, the oldest first. */
  synchronized List<RecordedRequest> list() {
    return List.copyOf(requests);
  }
}
