package dev.ghbilling.internal.selection;

import dev.ghbilling.client.Selects;
import feign.Param;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The parameters of an operation by which the response is selected, and shows it. */
public final class Selectors {
  private static final int MONTHS = 12;
  private static final Selectors NONE = new Selectors(List.of(), null);

  private final List<OfQuery> query;
  private final @Nullable Selector id;

  /** A parameter of the query, and the accessor of its component. */
  private record OfQuery(Selector selector, Method component) {}

  private Selectors(List<OfQuery> query, @Nullable Selector id) {
    this.query = query;
    this.id = id;
  }

  /** Returns the parameters of a generated query; none for null, an operation without one. */
  public static Selectors of(@Nullable Class<?> query) {
    return query == null
        ? NONE
        : new Selectors(
            Arrays.stream(query.getRecordComponents())
                .filter(Selectors::isShown)
                .map(component -> ofQuery(query, component))
                .toList(),
            null);
  }

  /**
   * Returns these parameters, and the one at the end of the path if it is an id that the object in
   * the response always has.
   *
   * @param variable the variable at the end of the path
   * @param read what the response is read as
   */
  public Selectors andId(String variable, Class<?> read) {
    boolean isId = variable.equals("id") || variable.endsWith("_id") || variable.endsWith("Id");
    return isId
            && read.isRecord()
            && Arrays.stream(read.getRecordComponents()).anyMatch(Selectors::isId)
        ? new Selectors(query, Selector.ofId(variable))
        : this;
  }

  /** Returns whether every response has this property, and it is the id. */
  private static boolean isId(RecordComponent component) {
    return component.getName().equals("id")
        && component.getType() == String.class
        && !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  private static boolean isShown(RecordComponent component) {
    Selects selects = component.getAnnotation(Selects.class);
    return selects != null && !selects.by().isEmpty();
  }

  private static OfQuery ofQuery(Class<?> query, RecordComponent component) {
    try {
      String name = query.getDeclaredField(component.getName()).getAnnotation(Param.class).value();
      return new OfQuery(
          new Selector(name, component.getAnnotation(Selects.class)), component.getAccessor());
    } catch (NoSuchFieldException e) {
      throw new IllegalStateException("a record has a field for each component", e);
    }
  }

  /**
   * Returns what a request asks for.
   *
   * @param values the query, or null for an operation without one
   * @param last the value at the end of the path, or null
   * @throws IllegalArgumentException when it asks for a day that doesn't exist
   */
  public RequestSelection asked(@Nullable Object values, @Nullable Object last) {
    List<RequestSelection.Asked> asked = new ArrayList<>();
    if (id != null && last != null) {
      asked.add(new RequestSelection.Asked(id, List.of(String.valueOf(last))));
    }
    if (values != null) {
      for (OfQuery parameter : query) {
        List<String> sent = sent(RecordValue.read(parameter.component(), values));
        if (!sent.isEmpty() && sent.stream().noneMatch(parameter.selector()::selectsRest)) {
          asked.add(new RequestSelection.Asked(parameter.selector(), sent));
        }
      }
    }
    requireExisting(asked);
    return asked.isEmpty() ? RequestSelection.ALL : new RequestSelection(asked);
  }

  /** Requires that a year, a month and a day are those of a day that exists. */
  private static void requireExisting(List<RequestSelection.Asked> asked) {
    Map<DatePart, Integer> date = new EnumMap<>(DatePart.class);
    for (RequestSelection.Asked parameter : asked) {
      DatePart part = parameter.selector().part();
      if (part != null) {
        date.put(part, Integer.valueOf(parameter.values().get(0)));
      }
    }
    Integer year = date.get(DatePart.YEAR);
    Integer month = date.get(DatePart.MONTH);
    Integer day = date.get(DatePart.DAY);
    if (year != null && month != null && day != null && month >= 1 && month <= MONTHS) {
      YearMonth of = YearMonth.of(year, month);
      if (!of.isValidDay(day)) {
        throw new IllegalArgumentException(
            "day must be 1 to %d in %s, was %d".formatted(of.lengthOfMonth(), of, day));
      }
    }
  }

  /** Returns the values of a parameter as they are sent; none where nothing is asked. */
  private static List<String> sent(@Nullable Object parameter) {
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
