package dev.ghbilling.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** Options whose values picocli would refuse in Java's words, refused in a person's. */
final class Converters {
  private Converters() {}

  static void registerIn(CommandLine program) {
    program.registerConverter(LocalDate.class, Converters::date);
    program.registerConverter(URI.class, Converters::url);
  }

  private static LocalDate date(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("not a date like 2024-01-31: " + text);
    }
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new TypeConversionException("not a URL: " + text);
    }
  }
}
