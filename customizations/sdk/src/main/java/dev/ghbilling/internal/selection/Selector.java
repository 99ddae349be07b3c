package dev.ghbilling.internal.selection;

import com.fasterxml.jackson.core.JsonPointer;
import dev.ghbilling.client.Selects;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A query parameter, and how an item of the response shows its value. */
final class Selector {
  private final String parameter;
  private final Method component;
  private final JsonPointer items;
  private final JsonPointer by;
  private final Spelling spelling;
  private final @Nullable DatePart part;

  /**
   * Creates the selector of a component of a query, which has {@link Selects}.
   *
   * @param parameter the parameter's name in the contract
   */
  Selector(String parameter, RecordComponent component) {
    Selects selects = component.getAnnotation(Selects.class);
    this.parameter = parameter;
    this.component = component.getAccessor();
    this.items = JsonPointer.compile(selects.items());
    this.by = JsonPointer.compile(selects.by());
    this.spelling = selects.vocabulary() ? Spelling.VOCABULARY : Spelling.NAME;
    this.part = selects.part().isEmpty() ? null : DatePart.of(selects.part());
  }

  String parameter() {
    return parameter;
  }

  /** Returns the parameter's value in a query. */
  @Nullable Object parameterOf(Object query) {
    return RecordValue.read(component, query);
  }

  /** Returns whether the document itself repeats what was asked. */
  boolean isOfDocument() {
    return items.matches();
  }

  /** Returns what the pointer to the items leads to. */
  @Nullable Object itemsOf(Object document) {
    return RecordValue.at(items, document);
  }

  /** Returns the name of the list of items. */
  String list() {
    return items.last().getMatchingProperty();
  }

  /** Returns the name of the property that has the value. */
  String property() {
    return by.toString().substring(1).replace('/', '.');
  }

  /** Returns the value that an item shows; null when it shows none. */
  @Nullable Object valueOf(Object item) {
    Object value = RecordValue.at(by, item);
    return value instanceof String text && text.isBlank() ? null : value;
  }

  /** Returns whether a value of an item is the asked one. */
  boolean same(String asked, Object actual, DateMemo dates) {
    String text = actual instanceof BigDecimal number ? plain(number) : actual.toString();
    if (part == null) {
      return spelling.same(asked, text);
    }
    if (text.equals(asked)) {
      return true;
    }
    LocalDateTime time = dates.time(text);
    return time != null && Integer.toString(part.of(time)).equals(asked);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
