package dev.ghbilling.internal.selection;

import dev.ghbilling.client.Selects;
import feign.Param;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters of a query by which items of the response are selected, and show it. */
public final class Selectors {
  /** Those of an operation without a query. */
  public static final Selectors NONE = new Selectors(List.of());

  private final List<Selector> selectors;

  private Selectors(List<Selector> selectors) {
    this.selectors = selectors;
  }

  /** Returns the parameters of a generated query, worked out once for each type. */
  public static Selectors of(Class<?> query) {
    return new Selectors(
        Arrays.stream(query.getRecordComponents())
            .filter(Selectors::isShown)
            .map(component -> new Selector(name(query, component), component))
            .toList());
  }

  private static boolean isShown(RecordComponent component) {
    Selects selects = component.getAnnotation(Selects.class);
    return selects != null && !selects.by().isEmpty();
  }

  private static String name(Class<?> query, RecordComponent component) {
    try {
      return query.getDeclaredField(component.getName()).getAnnotation(Param.class).value();
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record has a field for each component", e);
    }
  }

  /** Returns what a query asks for. */
  public RequestSelection asked(Object query) {
    List<RequestSelection.Asked> asked = new ArrayList<>();
    for (Selector selector : selectors) {
      List<String> values = values(selector.parameterOf(query));
      if (!values.isEmpty()) {
        asked.add(new RequestSelection.Asked(selector, values));
      }
    }
    return asked.isEmpty() ? RequestSelection.ALL : new RequestSelection(asked);
  }

  /** Returns the values of a parameter as they are sent; none where nothing is asked. */
  private static List<String> values(@Nullable Object parameter) {
    Collection<?> all = parameter instanceof Collection<?> list ? list : singleton(parameter);
    return all.stream()
        .filter(Objects::nonNull)
        .map(String::valueOf)
        .filter(text -> !text.isBlank())
        .toList();
  }

  private static Collection<?> singleton(@Nullable Object value) {
    return value == null ? List.of() : List.of(value);
  }
}
