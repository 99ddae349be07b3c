package dev.ghbilling.cli.output;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Derives the columns of a table from a record class, independently of the rows. */
public final class Columns {
  private Columns() {}

  /**
   * Returns the columns of rows of a record class as {@link Grid} makes them: its JSON properties
   * in the record's order, those of its objects in their place, and those of its lists of objects
   * last.
   */
  public static List<String> of(Class<?> row) {
    List<String> columns = new ArrayList<>();
    addTo(columns, row, "");
    return columns;
  }

  /** Returns the columns of a record class without those of its lists of objects. */
  public static List<String> scalarsOf(Class<?> row) {
    List<String> columns = new ArrayList<>();
    addScalars(columns, row, "");
    return columns;
  }

  private static void addTo(List<String> columns, Class<?> row, String prefix) {
    addScalars(columns, row, prefix);
    for (RecordComponent component : row.getRecordComponents()) {
      Class<?> element = element(component);
      if (element != null) {
        addTo(columns, element, prefix + name(component) + ".");
      }
    }
  }

  private static void addScalars(List<String> columns, Class<?> row, String prefix) {
    for (RecordComponent component : row.getRecordComponents()) {
      String name = prefix + name(component);
      if (isObject(component.getType())) {
        addScalars(columns, component.getType(), name + ".");
      } else if (!component.getType().equals(Map.class) && element(component) == null) {
        columns.add(name);
      }
    }
  }

  /**
   * Returns the property of a record class whose elements are rows, or null if a document of the
   * class is one row itself: it has no list of objects or several, or an id of its own.
   */
  static @Nullable RecordComponent list(Class<?> document) {
    List<RecordComponent> lists =
        Arrays.stream(document.getRecordComponents())
            .filter(component -> element(component) != null)
            .toList();
    boolean one =
        Arrays.stream(document.getRecordComponents())
            .anyMatch(component -> name(component).equals("id"));
    return one || lists.size() != 1 ? null : lists.get(0);
  }

  /** Returns the class of a list's elements; null unless they are objects. */
  static @Nullable Class<?> element(RecordComponent list) {
    return list.getGenericType() instanceof ParameterizedType type
            && type.getRawType().equals(List.class)
            && type.getActualTypeArguments()[0] instanceof Class<?> element
            && isObject(element)
        ? element
        : null;
  }

  /** Returns whether a record is an object in JSON, and not one text like an open enumeration. */
  private static boolean isObject(Class<?> type) {
    return type.isRecord() && type.getRecordComponents().length > 1;
  }

  static String name(RecordComponent component) {
    JsonProperty property = component.getAccessor().getAnnotation(JsonProperty.class);
    return property == null ? component.getName() : property.value();
  }
}
