package dev.ghbilling.cli.shell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A command as its help describes it: in plain text, without hidden options and commands. */
record CommandNode(CommandSpec spec) {
  /** Returns the command and all commands below it. */
  Stream<CommandNode> all() {
    return Stream.concat(Stream.of(this), subcommands().stream().flatMap(CommandNode::all));
  }

  List<CommandNode> subcommands() {
    return spec.subcommands().values().stream()
        .map(CommandLine::getCommandSpec)
        .filter(command -> !command.usageMessage().hidden())
        .map(CommandNode::new)
        .toList();
  }

  String name() {
    return spec.name();
  }

  /** Returns the names below the program, each after a space: {@code " usage summary"}. */
  String path() {
    CommandSpec parent = spec.parent();
    return parent == null ? "" : new CommandNode(parent).path() + " " + spec.name();
  }

  List<OptionSpec> options() {
    return spec.options().stream()
        .filter(option -> !option.hidden())
        .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "")))
        .toList();
  }

  /** Returns all names of an option, those that negate it included. */
  List<String> names(OptionSpec option) {
    List<String> names = new ArrayList<>(List.of(option.names()));
    if (option.negatable()) {
      for (String name : option.names()) {
        names.add(spec.negatableOptionTransformer().makeNegative(name, spec));
      }
    }
    return names;
  }

  List<PositionalParamSpec> parameters() {
    return spec.positionalParameters().stream().filter(each -> !each.hidden()).toList();
  }

  /** Returns the lines of the description. */
  List<String> description() {
    return lines(spec.usageMessage().description());
  }

  /** Returns lines as help prints them, which takes a percent sign for a format. */
  static List<String> lines(String... text) {
    return Arrays.stream(text).map(CommandNode::line).toList();
  }

  private static String line(String text) {
    try {
      return Ansi.OFF.string(text.formatted());
    } catch (IllegalFormatException notAFormat) {
      return Ansi.OFF.string(text); // As picocli prints it.
    }
  }

  /** Returns the first sentence of a text, without its full stop. */
  static String summary(List<String> lines) {
    return lines.isEmpty() ? "" : lines.get(0).replaceFirst("(?:\\. .*|\\.)$", "");
  }
}
