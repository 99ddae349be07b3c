package dev.ghbilling.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The header of a message. Names are looked up whatever their case. Immutable, and one array, since
 * several are made for each call.
 */
final class HeaderFields {
  static final HeaderFields NONE = new HeaderFields(new String[0]);

  /** Name, value, name, value. */
  private final String[] fields;

  private HeaderFields(String[] fields) {
    this.fields = fields;
  }

  static HeaderFields of(Map<String, ? extends Collection<String>> headers) {
    List<String> fields = new ArrayList<>();
    headers.forEach(
        (name, values) ->
            values.forEach(
                value -> {
                  fields.add(name);
                  fields.add(value);
                }));
    return new HeaderFields(fields.toArray(String[]::new));
  }

  /** The fields that a transport counts from 0. */
  static HeaderFields of(int count, Field name, Field value) {
    String[] fields = new String[2 * count];
    for (int i = 0; i < count; i++) {
      fields[2 * i] = name.at(i);
      fields[2 * i + 1] = value.at(i);
    }
    return new HeaderFields(fields);
  }

  /** A part of a field, by the field's number. */
  @FunctionalInterface
  interface Field {
    String at(int number);
  }

  /** The first value of that name. */
  @Nullable String value(String name) {
    int at = indexOf(name);
    return at < 0 ? null : fields[at + 1];
  }

  /** The first value of that name. */
  Optional<String> first(String name) {
    return Optional.ofNullable(value(name));
  }

  /** All values of that name, in their order. */
  List<String> all(String name) {
    List<String> values = new ArrayList<>();
    forEach(
        (other, value) -> {
          if (other.equalsIgnoreCase(name)) {
            values.add(value);
          }
        });
    return values;
  }

  boolean has(String name) {
    return indexOf(name) >= 0;
  }

  /** A copy with that value and no other of that name. */
  HeaderFields with(String name, String value) {
    HeaderFields others = without(name);
    String[] copy = Arrays.copyOf(others.fields, others.fields.length + 2);
    copy[copy.length - 2] = name;
    copy[copy.length - 1] = value;
    return new HeaderFields(copy);
  }

  /** A copy with these behind it. */
  HeaderFields plus(HeaderFields more) {
    String[] copy = Arrays.copyOf(fields, fields.length + more.fields.length);
    System.arraycopy(more.fields, 0, copy, fields.length, more.fields.length);
    return new HeaderFields(copy);
  }

  /** A copy without that name. */
  HeaderFields without(String name) {
    if (!has(name)) {
      return this;
    }
    List<String> kept = new ArrayList<>(fields.length);
    forEach(
        (other, value) -> {
          if (!other.equalsIgnoreCase(name)) {
            kept.add(other);
            kept.add(value);
          }
        });
    return new HeaderFields(kept.toArray(String[]::new));
  }

  /** Told of each field in its order. */
  void forEach(BiConsumer<String, String> field) {
    for (int i = 0; i < fields.length; i += 2) {
      field.accept(fields[i], fields[i + 1]);
    }
  }

  /** The same as Feign has it. */
  Map<String, Collection<String>> asMap() {
    Map<String, Collection<String>> map = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    forEach((name, value) -> map.computeIfAbsent(name, unknown -> new ArrayList<>(1)).add(value));
    return map;
  }

  private int indexOf(String name) {
    for (int i = 0; i < fields.length; i += 2) {
      if (fields[i].equalsIgnoreCase(name)) {
        return i;
      }
    }
    return -1;
  }
}
