package dev.ghbilling.internal.call;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The id at the end of a path, which the object in the response must have. Known for each operation
 * whose path ends with an id and whose response has one.
 */
final class RequestedId {
  private final int argument;
  private final Method accessor;

  private RequestedId(int argument, Method accessor) {
    this.argument = argument;
    this.accessor = accessor;
  }

  /**
   * Returns the id; empty when the operation has none to compare.
   *
   * @param variable the variable at the end of the path
   * @param argument the position of its argument
   * @param type what the response is read as
   */
  static Optional<RequestedId> of(String variable, int argument, Class<?> type) {
    if (!variable.matches("id|.*(?:Id|_id)") || !type.isRecord()) {
      return Optional.empty();
    }
    return Arrays.stream(type.getRecordComponents())
        .filter(component -> component.getName().equals("id"))
        .filter(component -> component.getType() == String.class)
        .map(RecordComponent::getAccessor)
        .map(accessor -> new RequestedId(argument, accessor))
        .findFirst();
  }

  /** Returns why the value isn't the requested one, or null when it is; case doesn't matter. */
  @Nullable String objection(Object[] arguments, Object value) {
    String asked = String.valueOf(arguments[argument]);
    try {
      return asked.equalsIgnoreCase((String) accessor.invoke(value))
          ? null
          : "the response has another id than the requested " + asked;
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a generated record can't be read", e);
    }
  }
}
