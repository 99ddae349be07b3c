package dev.ghbilling.cli.input;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.ghbilling.client.ApiJson;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The open enumerations of the contract, which the generated client has as a record of one text
 * with a constant for each known value. Other values are sent as they are, with a note.
 */
public final class OpenEnumeration {
  /** Words of GitHub's documents, each with the value that stands for it. */
  private static final Map<String, String> SYNONYMS = Map.of("archived", "deleted");

  private OpenEnumeration() {}

  /** Returns whether a class is an open enumeration. */
  public static boolean is(Class<?> type) {
    return type.isRecord()
        && type.getRecordComponents().length == 1
        && type.getRecordComponents()[0].getType().equals(String.class)
        && !known(type).isEmpty();
  }

  /** Returns the value of a text, known or not. */
  public static <T> T of(Class<T> type, String text) {
    return ApiJson.mapper().convertValue(text, type);
  }

  /**
   * Returns a note if a value isn't one of those that the contract lists.
   *
   * @param place where the value was given, such as an option
   * @param value a value of any type
   */
  public static Optional<String> note(String place, Object value) {
    List<String> known = is(value.getClass()) ? known(value.getClass()) : List.of();
    return known.isEmpty() || known.contains(value.toString())
        ? Optional.empty()
        : Optional.of(
            "%s: '%s' isn't a documented value and is sent as it is; documented are %s%s"
                .formatted(
                    place,
                    value,
                    String.join(", ", known),
                    Suggestion.of(
                        SYNONYMS.getOrDefault(value.toString(), value.toString()), known)));
  }

  /**
   * Returns a note for each value of a body that isn't one of those that the contract lists.
   *
   * @param place where the body was given
   */
  public static List<String> notes(String place, Record body) {
    List<String> notes = new ArrayList<>();
    for (RecordComponent component : body.getClass().getRecordComponents()) {
      if (is(component.getType())) {
        Object value = value(component, body);
        if (value != null) {
          String name = component.getAccessor().getAnnotation(JsonProperty.class).value();
          note(place + "/" + name, value).ifPresent(notes::add);
        }
      }
    }
    return notes;
  }

  /** Returns the values that the contract lists. */
  public static List<String> known(Class<?> type) {
    return Arrays.stream(type.getFields())
        .filter(field -> field.getType().equals(type))
        .map(OpenEnumeration::constant)
        .toList();
  }

  private static @Nullable Object value(RecordComponent component, Record body) {
    try {
      return component.getAccessor().invoke(body);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("the generated record can't be read: " + component, e);
    }
  }

  private static String constant(Field field) {
    try {
      return String.valueOf(field.get(null));
    } catch (IllegalAccessException e) {
      throw new IllegalStateException("the generated constant can't be read: " + field, e);
    }
  }
}
