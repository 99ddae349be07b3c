package dev.ghbilling.cli.shell;

import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.OpenEnumeration;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Model.ArgSpec;

/**
 * The values that a shell offers for an option or a parameter.
 *
 * @param words the words that are possible; empty unless the kind is {@link Kind#WORDS}
 * @param isList whether several words may be given with commas between them
 */
record Values(Kind kind, List<String> words, boolean isList) {
  enum Kind {
    /** A flag has no value. */
    NONE,
    WORDS,
    FILE,
    FOLDER,
    /** Any other text, of which nothing is known. */
    TEXT
  }

  static Values of(ArgSpec argument) {
    if (argument.arity().max() == 0) {
      return new Values(Kind.NONE, List.of(), false);
    }
    Class<?> type = argument.auxiliaryTypes()[0];
    if (Path.class.isAssignableFrom(type)) {
      Kind kind = argument.paramLabel().equals("DIR") ? Kind.FOLDER : Kind.FILE;
      return new Values(kind, List.of(), false);
    }
    List<String> words = words(type, argument.paramLabel());
    return new Values(
        words.isEmpty() ? Kind.TEXT : Kind.WORDS, words, !argument.splitRegex().isEmpty());
  }

  private static List<String> words(Class<?> type, String label) {
    if (type.isEnum()) {
      return Arrays.stream(type.getEnumConstants())
          .map(constant -> Converters.name((Enum<?>) constant))
          .toList();
    }
    if (OpenEnumeration.is(type)) {
      // The scripts have no quotes around words.
      return OpenEnumeration.known(type).stream()
          .filter(word -> word.matches("[\\w.:/+-]+"))
          .toList();
    }
    // Capitals stand for something else, as in ID|NAME.
    return label.matches("[a-z0-9.-]+(?:\\|[a-z0-9.-]+)+")
        ? List.of(label.split("\\|"))
        : List.of();
  }
}
