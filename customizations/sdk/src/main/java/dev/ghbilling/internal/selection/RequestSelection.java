package dev.ghbilling.internal.selection;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What one request asked for. Tells what an item of the response has instead. Not safe for use by
 * several threads at once.
 */
public final class RequestSelection {
  /** The selection of a request without selecting parameters. */
  public static final RequestSelection ALL = new RequestSelection(List.of());

  private static final int QUOTED_LENGTH = 100;
  private static final int REMEMBERED = 400;

  private final List<Asked> asked;

  /**
   * A parameter and its values, one of which an item has to have.
   *
   * @param found what items were found to have, since a report has few dates and very many items
   */
  record Asked(Selector selector, List<String> values, Set<Object> found) {
    Asked(Selector selector, List<String> values) {
      this(selector, values, new HashSet<>());
    }

    @Override
    public String toString() {
      return values.stream()
          .map(value -> selector.parameter() + "=" + value)
          .collect(Collectors.joining(" or "));
    }
  }

  RequestSelection(List<Asked> asked) {
    this.asked = asked;
  }

  /**
   * Returns a message about the first value that the query didn't select, or null when it selected
   * all of them.
   */
  public @Nullable String fault(Object document) {
    for (Asked parameter : asked) {
      Selector selector = parameter.selector();
      if (!selector.isOfDocument() && selector.itemsOf(document) instanceof Collection<?> items) {
        long index = 0;
        for (Object item : items) {
          if (item != null && !selects(parameter, item)) {
            return fault(parameter, nameOf(selector, index), item);
          }
          index++;
        }
      }
    }
    return faultOfDocument(document);
  }

  /** Returns whether a parameter was given by which the response is selected. */
  public boolean asksFor(String parameter) {
    return asked.stream().anyMatch(given -> given.selector().parameter().equals(parameter));
  }

  /** Returns whether a response itself has to repeat something that was asked. */
  public boolean isOfDocument() {
    return asked.stream().anyMatch(parameter -> parameter.selector().isOfDocument());
  }

  /** Checks a response's own properties only, as {@link #fault} does. */
  public @Nullable String faultOfDocument(Object document) {
    for (Asked parameter : asked) {
      if (parameter.selector().isOfDocument() && !selects(parameter, document)) {
        return fault(parameter, "the response", document);
      }
    }
    return null;
  }

  /** Checks one item of a list, as {@link #fault} does. */
  public @Nullable String faultOfItem(Object item, long index) {
    for (Asked parameter : asked) {
      if (!parameter.selector().isOfDocument() && !selects(parameter, item)) {
        return fault(parameter, nameOf(parameter.selector(), index), item);
      }
    }
    return null;
  }

  private static boolean selects(Asked parameter, Object item) {
    Object actual = parameter.selector().valueOf(item);
    if (actual == null) {
      return false;
    }
    if (parameter.found().contains(actual)) {
      return true;
    }
    boolean selected =
        parameter.values().stream().anyMatch(value -> parameter.selector().same(value, actual));
    if (selected && parameter.found().size() < REMEMBERED) {
      parameter.found().add(actual);
    }
    return selected;
  }

  private static String nameOf(Selector selector, long index) {
    return "%s[%d]".formatted(selector.list(), index);
  }

  private String fault(Asked parameter, String name, Object item) {
    Selector selector = parameter.selector();
    Object actual = selector.valueOf(item);
    return "the server seems to ignore %s: asked for %s, but %s has %s"
        .formatted(
            selector.parameter(),
            asked.stream().map(Asked::toString).collect(Collectors.joining(", ")),
            name,
            actual == null
                ? "no " + selector.property()
                : "the %s %s".formatted(selector.property(), quoted(actual.toString())));
  }

  private static String quoted(String text) {
    return text.length() > QUOTED_LENGTH ? text.substring(0, QUOTED_LENGTH) + "..." : text;
  }
}
