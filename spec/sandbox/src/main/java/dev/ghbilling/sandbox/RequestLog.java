package dev.ghbilling.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A log of the newest requests. */
final class RequestLog {
  static final int MAX_REQUESTS = 1_000;

  private final Deque<RecordedRequest> requests = new ArrayDeque<>();

  synchronized void add(RecordedRequest request) {
    if (requests.size() == MAX_REQUESTS) {
      requests.removeFirst();
    }
    requests.addLast(request);
  }

  /** Returns the requests, the oldest first. */
  synchronized List<RecordedRequest> list() {
    return List.copyOf(requests);
  }
}
