package dev.ghbilling.exports;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** An immutable map that shares its keys with all rows of a file, to save memory. */
final class NamedValues extends AbstractMap<String, String> {
  private final List<String> names;
  private final String[] values;

  NamedValues(List<String> names, String[] values) {
    this.names = names;
    this.values = values;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return IntStream.range(0, values.length)
            .mapToObj(i -> Map.entry(names.get(i), values[i]))
            .iterator();
      }

      @Override
      public int size() {
        return values.length;
      }
    };
  }
}
