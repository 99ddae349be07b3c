package dev.ghbilling.sandbox.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The query of a request, parsed. */
public final class QueryString {
  private record Pair(String raw, String name, String value) {}

  private final List<Pair> pairs;

  private QueryString(List<Pair> pairs) {
    this.pairs = pairs;
  }

  /** Parses a query; what isn't properly percent-encoded is taken as it stands. */
  public static QueryString parse(String raw) {
    List<Pair> pairs = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      if (!pair.isEmpty()) {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        pairs.add(new Pair(pair, PercentCodec.decodeQuery(name), PercentCodec.decodeQuery(value)));
      }
    }
    return new QueryString(List.copyOf(pairs));
  }

  /** Returns the value of a parameter, the last one if it is repeated. */
  public Optional<String> value(String name) {
    return pairs.stream()
        .filter(pair -> pair.name().equals(name))
        .reduce((first, last) -> last)
        .map(Pair::value);
  }

  /** Returns the values of a parameter in their order; none if it isn't there. */
  public List<String> values(String name) {
    return pairs.stream().filter(pair -> pair.name().equals(name)).map(Pair::value).toList();
  }

  /** Returns the query with another value of one parameter; the rest stays as it was written. */
  public String with(String name, String value) {
    List<String> kept = new ArrayList<>();
    pairs.stream().filter(pair -> !pair.name().equals(name)).forEach(pair -> kept.add(pair.raw()));
    kept.add(PercentCodec.encodeQuery(name) + "=" + PercentCodec.encodeQuery(value));
    return String.join("&", kept);
  }
}
