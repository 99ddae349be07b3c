package dev.ghbilling.cli.output;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Derives the columns of a table from a record class, independently of the rows. */
public final class Columns {
  private Columns() {}

  /**
   * Returns the names of the record's JSON properties, in the record's order, but not of objects,
   * whose own properties become columns.
   */
  public static List<String> of(Class<? extends Record> row) {
    return Arrays.stream(row.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonAnyGetter.class))
        .filter(component -> !isObject(component.getType()))
        .map(Columns::name)
        .toList();
  }

  /** Returns whether a record is an object in JSON, and not one text like an open enumeration. */
  private static boolean isObject(Class<?> type) {
    return type.isRecord() && type.getRecordComponents().length > 1;
  }

  private static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }
}
