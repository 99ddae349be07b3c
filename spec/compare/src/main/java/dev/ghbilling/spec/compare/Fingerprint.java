package dev.ghbilling.spec.compare;

import java.util.Map;
import java.util.TreeMap;

/** A text that two elements share when they say the same, in whatever words and order. */
final class Fingerprint {
  private Fingerprint() {}

  static String of(Element element) {
    Map<String, String> said = new TreeMap<>();
    element
        .facts()
        .forEach(
            (keyword, value) -> {
              if (!Keyword.isAside(keyword)) {
                said.put(keyword, value.toString());
              }
            });
    element.children().forEach((identity, child) -> said.put(identity, of(child)));
    return said.toString();
  }
}
