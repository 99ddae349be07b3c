package dev.ghbilling.spec.bundle;

import java.util.ArrayList;
import java.util.List;

/** What of a contract is refused. */
final class Refusals {
  private final List<String> lines = new ArrayList<>();

  /** Adds a line: the place as a JSON pointer, the construct, and what to write instead. */
  void add(Place place, String construct, String remedy) {
    lines.add("%s: %s is not supported; %s".formatted(place.pointer(), construct, remedy));
  }

  List<String> lines() {
    return List.copyOf(lines);
  }
}
