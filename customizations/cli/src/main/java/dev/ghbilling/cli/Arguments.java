package dev.ghbilling.cli;

import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Options and parameters as picocli is told of them. Its annotations would say the same, but to
 * read them takes the program longer than anything else at its start: Java makes a proxy class of
 * each kind of annotation, in every process.
 */
final class Arguments {
  private Arguments() {}

  /** An option without a value. */
  static OptionSpec flag(String name, String description) {
    return OptionSpec.builder(name)
        .type(boolean.class)
        .initialValue(false)
        .description(description)
        .build();
  }

  /** Whether a flag was given. */
  static boolean isGiven(OptionSpec flag) {
    return Boolean.TRUE.equals(flag.<Boolean>getValue());
  }

  /** An option that may be left out; its value is null then. */
  static <T> OptionSpec.Builder option(
      String name, String label, Class<T> type, String description) {
    return OptionSpec.builder(name).paramLabel(label).type(type).description(description);
  }

  /** An option whose value is a file or folder. */
  static OptionSpec.Builder path(String name, String label, String description) {
    return option(name, label, Path.class, description).converters((ITypeConverter<Path>) Path::of);
  }

  /** A text that has its place among the parameters. */
  static PositionalParamSpec text(String label, String description) {
    return PositionalParamSpec.builder()
        .index("0")
        .paramLabel(label)
        .type(String.class)
        .required(true)
        .description(description)
        .build();
  }
}
