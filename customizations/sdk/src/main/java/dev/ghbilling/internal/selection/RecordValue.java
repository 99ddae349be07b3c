package dev.ghbilling.internal.selection;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonPointer;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads generated records by the names that their properties have in JSON. */
final class RecordValue {
  private static final ClassValue<Map<String, Method>> PROPERTIES =
      new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
          Map<String, Method> properties = new HashMap<>();
          for (RecordComponent component : type.getRecordComponents()) {
            Method accessor = component.getAccessor();
            accessor.trySetAccessible(); // Spares the check of access at each item of a stream.
            boolean undescribed = accessor.isAnnotationPresent(JsonAnyGetter.class);
            JsonProperty property = accessor.getAnnotation(JsonProperty.class);
            if (undescribed || property != null) {
              properties.put(undescribed ? "" : property.value(), accessor);
            }
          }
          return properties;
        }
      };

  private RecordValue() {}

  /** Returns the value that a JSON pointer leads to; null when it leads nowhere. */
  static @Nullable Object at(JsonPointer pointer, Object root) {
    Object value = root;
    for (JsonPointer rest = pointer; value != null && !rest.matches(); rest = rest.tail()) {
      value = property(value, rest);
    }
    return value;
  }

  private static @Nullable Object property(Object value, JsonPointer step) {
    String name = step.getMatchingProperty();
    if (value instanceof Map<?, ?> map) {
      return map.get(name);
    }
    if (value instanceof List<?> list) {
      return step.getMatchingIndex() < 0 || step.getMatchingIndex() >= list.size()
          ? null
          : list.get(step.getMatchingIndex());
    }
    if (!(value instanceof Record)) {
      return null;
    }
    Map<String, Method> properties = PROPERTIES.get(value.getClass());
    Method accessor = properties.get(name);
    if (accessor != null) {
      return read(accessor, value);
    }
    Method undescribed = properties.get("");
    return undescribed != null && read(undescribed, value) instanceof Map<?, ?> others
        ? others.get(name)
        : null;
  }

  /** Returns the value of a record's component. */
  static @Nullable Object read(Method accessor, Object record) {
    try {
      return accessor.invoke(record);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated record can't be read", e);
    }
  }
}
