package dev.ghbilling.cli;

import dev.ghbilling.usage.UsageDimension;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.TypeConversionException;

/** Options whose values picocli would refuse in Java's words, refused in a person's. */
final class Converters {
  private Converters() {}

  static OutputOptions.Format format(String text) {
    return oneOf(OutputOptions.Format.class, text);
  }

  static UsageDimension dimension(String text) {
    return oneOf(UsageDimension.class, text);
  }

  static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("not a date like 2024-01-31: " + text);
    }
  }

  /**
   * A URL with a host.
   *
   * @throws TypeConversionException when it is none; without the text, which may have a password
   */
  static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getRawAuthority() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Refused below: the parser's own words quote the text.
    }
    throw new TypeConversionException("not a URL");
  }

  private static <E extends Enum<E>> E oneOf(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (written(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw new TypeConversionException(
        "expected %s, not %s"
            .formatted(
                Arrays.stream(type.getEnumConstants())
                    .map(Converters::written)
                    .collect(Collectors.joining(", ")),
                text));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
