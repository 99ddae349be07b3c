package dev.ghbilling.spec;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.MathContext;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a query parameter selects in a response, as its {@code x-selects} says.
 *
 * @param items where the list of items is; empty for the document itself, which repeats what was
 *     asked
 * @param by where an item has the parameter's value; empty if items don't show it
 * @param part the part of a date that the parameter gives; empty if it gives none
 * @param vocabulary whether the value's spelling varies
 * @param group whether the parameter selects what belongs to it
 * @param rest the value that selects items of no group; empty if there is none
 * @param last how many of these parts of a date, the current one included, can be asked for; empty
 *     if the contract doesn't say
 * @param bound the items that a number selects; empty if the parameter gives no bound
 */
public record Selects(
    JsonPointer items,
    JsonPointer by,
    Optional<Part> part,
    boolean vocabulary,
    boolean group,
    Optional<String> rest,
    OptionalInt last,
    Optional<Bound> bound) {
  private static final int DATE_LENGTH = "2026-01-31".length();

  private static final DateTimeFormatter WITH_OFFSET =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);

  /** A part of a date that a parameter can give, the widest first. */
  public enum Part {
    YEAR,
    MONTH,
    DAY,
    HOUR;

    /** Returns this part of a time. */
    public int of(LocalDateTime time) {
      return switch (this) {
        case YEAR -> time.getYear();
        case MONTH -> time.getMonthValue();
        case DAY -> time.getDayOfMonth();
        case HOUR -> time.getHour();
      };
    }
  }

  /**
   * A bound of percentages that are selected.
   *
   * @param lower whether an item has at least so many percent, or at most
   * @param percent where an item has the number that is compared
   * @param of where it has the number that is 100 percent
   */
  public record Bound(boolean lower, JsonPointer percent, JsonPointer of) {
    private static Optional<Bound> of(JsonNode selects) {
      boolean lower = selects.has("atLeast");
      return Optional.of(selects.path(lower ? "atLeast" : "atMost"))
          .filter(JsonNode::isObject)
          .map(
              node ->
                  new Bound(
                      lower,
                      JsonPointer.compile(node.path("percent").asText()),
                      JsonPointer.compile(node.path("of").asText())));
    }

    /**
     * Returns how many percent an item has; empty if 100 percent are 0, or it doesn't tell. The
     * quotient has more digits than any bound.
     */
    public Optional<BigDecimal> percentage(JsonNode item) {
      BigDecimal whole = item.at(of).decimalValue();
      return item.at(percent).isNumber() && whole.signum() != 0
          ? Optional.of(
              item.at(percent)
                  .decimalValue()
                  .movePointRight(2)
                  .divide(whole, MathContext.DECIMAL128))
          : Optional.empty();
    }

    /** Returns whether an item has at least, or at most, so many percent. */
    public boolean takes(JsonNode item, BigDecimal bound) {
      int sign = percentage(item).map(actual -> actual.compareTo(bound)).orElse(0);
      return lower ? sign >= 0 : sign <= 0;
    }
  }

  /** Returns what a parameter selects; empty if it selects nothing. */
  public static Optional<Selects> of(Parameter parameter) {
    JsonNode node = parameter.node().path("x-selects");
    if (!node.isObject()) {
      return Optional.empty();
    }
    Optional<Part> part =
        Optional.of(node.path("part").asText())
            .filter(name -> !name.isEmpty())
            .map(name -> Part.valueOf(name.toUpperCase(Locale.ROOT)));
    return Optional.of(
        new Selects(
            JsonPointer.compile(node.path("items").asText()),
            JsonPointer.compile(node.path("by").asText()),
            part,
            node.path("vocabulary").asBoolean(),
            node.path("group").asBoolean(),
            Optional.ofNullable(node.get("rest")).map(JsonNode::asText),
            node.has("last") ? OptionalInt.of(node.path("last").asInt()) : OptionalInt.empty(),
            Bound.of(node)));
  }

  /** Returns whether items show the parameter's value. */
  public boolean isShown() {
    return !by.matches();
  }

  /** Returns whether it is the document itself that repeats what was asked. */
  public boolean isOfDocument() {
    return items.matches();
  }

  /** Returns the items of a response. */
  public List<JsonNode> items(JsonNode document) {
    return isOfDocument() ? List.of(document) : document.at(items).valueStream().toList();
  }

  /**
   * Returns whether an item has a value of the parameter. Case, and an owner before a slash that
   * only one of both has, make no difference; in a vocabulary, nothing but letters and digits does.
   */
  public boolean takes(JsonNode item, String asked) {
    JsonNode value = item.at(by);
    String text = value.isNull() ? "" : value.asText();
    if (part.isPresent()) {
      Optional<Integer> actual =
          value.isNumber()
              ? Optional.of(value.intValue())
              : time(text).map(time -> part.get().of(time));
      return text.equals(asked) || actual.map(number -> asked.equals("" + number)).orElse(false);
    }
    return isSame(asked, text);
  }

  /** Returns whether a value is the one that was asked for, as {@link #takes} compares them. */
  public boolean isSame(String asked, String actual) {
    String one = normal(asked.strip());
    String other = normal(actual.strip());
    if (one.isEmpty() || other.isEmpty()) {
      return !actual.isBlank() && asked.strip().equals(actual.strip());
    }
    return one.equals(other) || name(one, other).equals(name(other, one));
  }

  /**
   * Returns the time of a date, in UTC; empty if the text begins with no date. A date alone is its
   * midnight.
   */
  public static Optional<LocalDateTime> time(String text) {
    String iso = text.strip().toUpperCase(Locale.ROOT).replace(' ', 'T');
    try {
      return Optional.of(
          OffsetDateTime.parse(iso, WITH_OFFSET)
              .withOffsetSameInstant(ZoneOffset.UTC)
              .toLocalDateTime());
    } catch (DateTimeException noOffset) {
      try {
        return Optional.of(LocalDateTime.parse(iso));
      } catch (DateTimeException noTime) {
        return date(iso).map(LocalDate::atStartOfDay);
      }
    }
  }

  private static Optional<LocalDate> date(String iso) {
    try {
      return Optional.of(LocalDate.parse(iso.substring(0, Math.min(DATE_LENGTH, iso.length()))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private String normal(String text) {
    String normal = Normalizer.normalize(text, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    return vocabulary ? normal.replaceAll("[^\\p{L}\\p{N}/]", "") : normal;
  }

  /** Returns the part after the last slash, if the other text has no slash. */
  private static String name(String text, String other) {
    return other.contains("/") ? text : text.substring(text.lastIndexOf('/') + 1);
  }
}
