package dev.ghbilling.sandbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query of a request. */
final class Query {
  private record Pair(String raw, String name, String value) {}

  private final List<Pair> pairs;

  private Query(List<Pair> pairs) {
    this.pairs = pairs;
  }

  static Query parse(String raw) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs.add(
            new Pair(pair, PercentEncoding.decodeQuery(name), PercentEncoding.decodeQuery(value)));
      }
    }
    return new Query(List.copyOf(pairs));
  }

  /** The value; of several, the last counts. */
  Optional<String> value(String name) {
    return pairs.stream()
        .filter(pair -> pair.name().equals(name))
        .reduce((first, last) -> last)
        .map(Pair::value);
  }

  /** The query with another value for one parameter; the rest stays as it was written. */
  String with(String name, String value) {
    List<String> kept = new ArrayList<>();
    pairs.stream().filter(pair -> !pair.name().equals(name)).forEach(pair -> kept.add(pair.raw()));
    kept.add(PercentEncoding.encodeQuery(name) + "=" + PercentEncoding.encodeQuery(value));
    return String.join("&", kept);
  }
}
