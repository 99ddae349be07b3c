package dev.ghbilling.cli.input;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Converts option values. Unlike picocli's, the messages don't mention Java types. */
public final class Converters {
  private static final Pattern SIZE = Pattern.compile("([1-9][0-9]{0,5}) ?(MB|GB|mb|gb)");

  private Converters() {}

  /** Converts an integer of 32 bits. */
  public static int integer(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw notAnInteger(text);
    }
  }

  /** Converts an integer of 64 bits. */
  public static long longInteger(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException e) {
      throw notAnInteger(text);
    }
  }

  /** Converts a percentage. Below 1, where a share may be meant, it needs its sign. */
  public static BigDecimal percent(String text) {
    try {
      BigDecimal percent = new BigDecimal(text.replaceFirst("%$", ""));
      if (!text.endsWith("%") && percent.signum() > 0 && percent.compareTo(BigDecimal.ONE) < 0) {
        throw new TypeConversionException(
            "must have a percent sign below 1, was %s: write %s%% or %s%%"
                .formatted(
                    text,
                    percent.movePointRight(2).stripTrailingZeros().toPlainString(),
                    percent.toPlainString()));
      }
      return percent;
    } catch (NumberFormatException e) {
      throw new TypeConversionException("must be a percentage such as 90%, was " + text);
    }
  }

  /** Converts a date in the format of ISO 8601. */
  public static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("must be a date such as 2024-01-31, was " + text);
    }
  }

  /** Converts a size such as 512MB or 4GB to bytes. */
  public static long bytes(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new TypeConversionException("must be a size such as 512MB or 4GB, was " + text);
    }
    return Long.parseLong(size.group(1))
        * (size.group(2).equalsIgnoreCase("MB") ? 1_000_000 : 1_000_000_000);
  }

  /** Converts an amount in US dollars; for an option, since other decimals are percentages. */
  public static final class Amount implements ITypeConverter<BigDecimal> {
    @Override
    public BigDecimal convert(String text) {
      try {
        return new BigDecimal(text);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("must be an amount such as 5000, was " + text);
      }
    }
  }

  /**
   * Converts a URL with a host.
   *
   * @throws TypeConversionException if it isn't one; the message omits the text, which may contain
   *     a password
   */
  public static URI url(String text) {
    try {
      URI url = new URI(text);
      if (url.getRawAuthority() != null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // Rejected below, because this message quotes the text.
    }
    throw new TypeConversionException("must be a URL such as https://HOST/api/v3");
  }

  /**
   * Converts a constant's name, written in lower case and with hyphens, for example cost-center.
   */
  public static <E extends Enum<E>> E constant(Class<E> type, String text) {
    for (E constant : type.getEnumConstants()) {
      if (name(constant).equalsIgnoreCase(text)) {
        return constant;
      }
    }
    throw notOneOf(Arrays.stream(type.getEnumConstants()).map(Converters::name).toList(), text);
  }

  /** Returns the exception for a text that is none of the possible words. */
  public static TypeConversionException notOneOf(List<String> words, String text) {
    return new TypeConversionException(
        "must be one of %s, was %s%s"
            .formatted(String.join(", ", words), text, Suggestion.of(text, words)));
  }

  /** Returns the name of a constant as {@link #constant} expects it. */
  public static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static TypeConversionException notAnInteger(String text) {
    return new TypeConversionException("must be a whole number, was " + text);
  }
}
