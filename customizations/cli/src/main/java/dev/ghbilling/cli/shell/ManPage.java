package dev.ghbilling.cli.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The man page of one command, written in the portable {@code man} macros. */
public final class ManPage {
  /** A line of a footer such as {@code " GH_TOKEN The token."}, or one that continues it. */
  private static final Pattern ENTRY = Pattern.compile(" {2}(\\S.*?) {2,}(\\S.*)| {4,}(\\S.*)");

  private final CommandNode node;
  private final String version;
  private final String date;
  private final StringBuilder page = new StringBuilder();

  private ManPage(CommandNode node, String version, String date) {
    this.node = node;
    this.version = version;
    this.date = date;
  }

  /**
   * Returns the pages of a program and of all its commands by their file names.
   *
   * @param date the date of the version, such as 2026-01-31
   */
  public static Map<String, String> all(CommandSpec program, String version, String date) {
    return new CommandNode(program)
        .all()
        .collect(
            Collectors.toMap(
                node -> title(node) + ".1", node -> new ManPage(node, version, date).write()));
  }

  private static String title(CommandNode node) {
    return "ghbilling" + node.path().replace(' ', '-');
  }

  private String write() {
    List<String> description = node.description();
    macro("TH", title(node).toUpperCase(Locale.ROOT), "1");
    page.insert(page.length() - 1, " \"%s\" \"ghbilling %s\"".formatted(date, version));
    section("NAME");
    line(title(node) + " - " + CommandNode.summary(description));
    section("SYNOPSIS");
    line(synopsis());
    section("DESCRIPTION");
    paragraphs(description);
    if (!node.parameters().isEmpty()) {
      section("PARAMETERS");
      node.parameters()
          .forEach(each -> entry(each.paramLabel(), CommandNode.lines(each.description())));
    }
    section("OPTIONS");
    node.options().forEach(each -> entry(label(each), CommandNode.lines(each.description())));
    if (!node.subcommands().isEmpty()) {
      section("COMMANDS");
      node.subcommands().forEach(each -> entry(each.name(), List.of(each.description().get(0))));
    }
    section("EXIT STATUS");
    node.spec()
        .usageMessage()
        .exitCodeList()
        .forEach((status, meaning) -> entry(status, CommandNode.lines(meaning)));
    footer(CommandNode.lines(node.spec().usageMessage().footer()));
    seeAlso();
    return page.toString();
  }

  private String synopsis() {
    ColorScheme plain = Help.defaultColorScheme(Ansi.OFF);
    return new Help(node.spec(), plain).synopsis(0).replaceAll("\\s+", " ").strip();
  }

  private String label(OptionSpec option) {
    String names =
        Arrays.stream(option.names())
            .map(
                name ->
                    option.negatable()
                        ? node.spec().negatableOptionTransformer().makeSynopsis(name, node.spec())
                        : name)
            .collect(Collectors.joining(", "));
    return Values.of(option).kind() == Values.Kind.NONE ? names : names + "=" + option.paramLabel();
  }

  /** Writes the footer of the program, whose headings end with a colon. */
  private void footer(List<String> lines) {
    for (String line : lines) {
      Matcher entry = ENTRY.matcher(line);
      if (line.matches("\\S.*:")) {
        section(line.substring(0, line.length() - 1).toUpperCase(Locale.ROOT));
      } else if (!entry.matches()) {
        paragraphs(line.isBlank() ? List.of() : List.of("", line));
      } else if (entry.group(1) == null) {
        line(entry.group(3));
      } else {
        entry(entry.group(1), List.of(entry.group(2)));
      }
    }
  }

  private void seeAlso() {
    List<CommandNode> others =
        Stream.concat(
                Stream.ofNullable(node.spec().parent()).map(CommandNode::new),
                node.subcommands().stream())
            .toList();
    if (!others.isEmpty()) {
      section("SEE ALSO");
      line(others.stream().map(each -> title(each) + "(1)").collect(Collectors.joining(", ")));
    }
  }

  private void section(String title) {
    macro("SH", title);
  }

  private void entry(String label, List<String> text) {
    macro("TP");
    macro("B", label);
    paragraphs(text);
  }

  /** Writes lines, each of which begins a new one. An empty line separates paragraphs. */
  private void paragraphs(List<String> lines) {
    boolean begun = false;
    for (String line : lines) {
      if (line.isBlank()) {
        macro("PP");
      } else if (begun) {
        macro("br");
      }
      if (!line.isBlank()) {
        line(line);
      }
      begun = !line.isBlank();
    }
  }

  private void macro(String name, String... arguments) {
    page.append('.').append(name);
    for (String argument : arguments) {
      page.append(" \"").append(escaped(argument).replace("\"", "\\(dq")).append('"');
    }
    page.append('\n');
  }

  /** Writes a line of text, which {@code man} must not take for a macro. */
  private void line(String text) {
    String line = escaped(text.strip());
    page.append(line.matches("[.'].*") ? "\\&" : "").append(line).append('\n');
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\e").replace("-", "\\-");
  }
}
