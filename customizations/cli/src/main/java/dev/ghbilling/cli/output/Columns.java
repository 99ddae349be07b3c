package dev.ghbilling.cli.output;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** Derives the columns of a table from a record class, independently of the rows. */
public final class Columns {
  private Columns() {}

  /** Returns the names of the record's JSON properties, in the record's order. */
  public static List<String> of(Class<? extends Record> row) {
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
