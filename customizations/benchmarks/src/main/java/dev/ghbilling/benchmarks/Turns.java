package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a program printed that let several take turns: lines of who it was, seconds, and what was
 * found.
 */
final class Turns {
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
  private final Map<String, String> found = new LinkedHashMap<>();

  Turns(List<String> lines) {
    for (String line : lines) {
      String[] words = line.split(" ", 3);
      seconds
          .computeIfAbsent(words[0], unseen -> new ArrayList<>())
          .add(Double.parseDouble(words[1]));
      found.put(words[0], words[2]);
    }
  }

  List<Double> seconds(String who) {
    return seconds.getOrDefault(who, List.of());
  }

  boolean has(String who) {
    return seconds.containsKey(who);
  }

  String median(String who) {
    return Quantity.seconds(Figure.of(seconds(who)).median());
  }

  /** How fast one is as a part of how fast the other is. */
  Figure speed(String ours, String theirs) {
    return Figure.ofRatios(seconds(theirs), seconds(ours));
  }

  /**
   * What it found.
   *
   * @throws IOException when the other found something else
   */
  String same(String one, String other) throws IOException {
    String first = found.getOrDefault(one, "");
    String second = found.getOrDefault(other, "");
    if (first.isEmpty() || !first.equals(second)) {
      throw new IOException("%s found %s, and %s found %s".formatted(one, first, other, second));
    }
    return first;
  }
}
