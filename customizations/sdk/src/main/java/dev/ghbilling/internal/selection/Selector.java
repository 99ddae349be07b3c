package dev.ghbilling.internal.selection;

import com.fasterxml.jackson.core.JsonPointer;
import dev.ghbilling.client.Selects;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/** A parameter, and how an item of the response shows its value. */
final class Selector {
  private final String parameter;
  private final JsonPointer items;
  private final JsonPointer by;
  private final Spelling spelling;
  private final @Nullable DatePart part;
  private final String rest;

  /**
   * Creates a selector.
   *
   * @param parameter the parameter's name in the contract
   */
  Selector(String parameter, Selects selects) {
    this.parameter = parameter;
    this.items = JsonPointer.compile(selects.items());
    this.by = JsonPointer.compile(selects.by());
    this.spelling = selects.vocabulary() ? Spelling.VOCABULARY : Spelling.NAME;
    this.part = selects.part().isEmpty() ? null : DatePart.of(selects.part());
    this.rest = selects.rest();
  }

  private Selector(String parameter, JsonPointer by) {
    this.parameter = parameter;
    this.items = JsonPointer.empty();
    this.by = by;
    this.spelling = Spelling.NAME;
    this.part = null;
    this.rest = "";
  }

  /** Returns the selector of the one object that has this id. */
  static Selector ofId(String parameter) {
    return new Selector(parameter, JsonPointer.compile("/id"));
  }

  String parameter() {
    return parameter;
  }

  /** Returns whether a value asks for what belongs to nothing, so that no item shows it. */
  boolean selectsRest(String asked) {
    return !rest.isEmpty() && rest.equals(asked);
  }

  /** Returns the part of a date that the value is; null if it is none. */
  @Nullable DatePart part() {
    return part;
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
  boolean same(String asked, Object actual) {
    String text = actual instanceof BigDecimal number ? plain(number) : actual.toString();
    if (part == null) {
      return spelling.same(asked, text);
    }
    if (text.equals(asked)) {
      return true;
    }
    LocalDateTime time = DateText.utc(text);
    return time != null && Integer.toString(part.of(time)).equals(asked);
  }

  private static String plain(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
  }
}
