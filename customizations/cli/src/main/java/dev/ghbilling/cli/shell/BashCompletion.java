package dev.ghbilling.cli.shell;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completion script for bash. In bash 3.2, it doesn't complete file names. */
final class BashCompletion {
  private BashCompletion() {}

  static String of(CommandSpec program) {
    List<CommandNode> all = new CommandNode(program).all().toList();
    return """
        # Completes ghbilling in bash. Load it in ~/.bashrc: eval "$(ghbilling completion bash)"
        _ghbilling() {
          local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at= values= words= kind= prefix= i
          if [[ $cur = '=' ]]; then # bash takes it for a word of its own.
            cur=
          elif [[ $prev = '=' ]]; then
            prev=${COMP_WORDS[COMP_CWORD-2]}
          fi
          for ((i = 1; i < COMP_CWORD; i++)); do
            case "$at ${COMP_WORDS[i]}" in
              %s)
                at="$at ${COMP_WORDS[i]}"
                ;;
            esac
          done
          case "$at $prev" in
        %s    *)
              case $at in
        %s      esac
              ;;
          esac
          case $kind in
            list) prefix=${cur%%"${cur##*,}"} cur=${cur##*,} ;;
            file) words= ;;
            folder) words= && compopt -o dirnames +o default 2>/dev/null ;;
            text) words= && compopt +o default 2>/dev/null ;;
          esac
          COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$cur"))
        }
        complete -o default -F _ghbilling ghbilling
        """
        .formatted(
            patterns(
                all.stream().map(CommandNode::path).filter(path -> !path.isEmpty()).toList(),
                "      "),
            values(all),
            all.stream().map(BashCompletion::words).collect(Collectors.joining()));
  }

  /** Returns a case for each set of values, with the options of commands that take it. */
  private static String values(List<CommandNode> all) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (CommandNode node : all) {
      for (OptionSpec option : node.options()) {
        Values values = Values.of(option);
        if (values.kind() != Values.Kind.NONE) {
          for (String name : option.names()) {
            options
                .computeIfAbsent(assignment(values), unknown -> new ArrayList<>())
                .add(node.path() + " " + name);
          }
        }
      }
    }
    return options.entrySet().stream()
        .map(
            each ->
                "    %s)\n      %s\n      ;;\n"
                    .formatted(patterns(each.getValue(), "    "), each.getKey()))
        .collect(Collectors.joining());
  }

  private static String assignment(Values values) {
    return switch (values.kind()) {
      case FILE -> "kind=file";
      case FOLDER -> "kind=folder";
      case WORDS ->
          (values.isList() ? "kind=list " : "")
              + "words='%s'".formatted(String.join(" ", values.words()));
      default -> "kind=text";
    };
  }

  /** Returns the case of what may follow a command: its options, its commands, or a parameter. */
  private static String words(CommandNode node) {
    String options =
        node.options().stream()
            .flatMap(option -> node.names(option).stream())
            .collect(Collectors.joining(" "));
    Stream<String> values =
        node.subcommands().isEmpty()
            ? node.parameters().stream().map(BashCompletion::value)
            : Stream.of(
                "words='%s'"
                    .formatted(
                        node.subcommands().stream()
                            .map(CommandNode::name)
                            .collect(Collectors.joining(" "))));
    return "      '%s') if [[ $cur = -* ]]; then words='%s'; else %s; fi ;;\n"
        .formatted(
            node.path(), options, values.findFirst().orElse("words='%s'".formatted(options)));
  }

  private static String value(PositionalParamSpec parameter) {
    return assignment(Values.of(parameter));
  }

  private static String patterns(List<String> patterns, String indent) {
    return patterns.stream()
        .map(pattern -> "'" + pattern + "'")
        .collect(Collectors.joining(" | \\\n" + indent));
  }
}
