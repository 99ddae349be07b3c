package dev.ghbilling.cli;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The columns that a kind of row has, whatever an answer leaves out. */
final class Columns {
  private Columns() {}

  /** The record's properties as JSON calls them, in the record's order. */
  static List<String> of(Class<? extends Record> row) {
    return Arrays.stream(row.getRecordComponents())
        .filter(component -> !component.getAccessor().isAnnotationPresent(JsonAnyGetter.class))
        .map(Columns::name)
        .toList();
  }

  private static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }
}
