package dev.ghbilling.cli.shell;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes the completion script for fish: a line for each command and each option. */
final class FishCompletion {
  private FishCompletion() {}

  static String of(CommandSpec program) {
    CommandNode root = new CommandNode(program);
    return """
        # Completes ghbilling in fish. Save it as ~/.config/fish/completions/ghbilling.fish
        function __ghbilling_at
          set -l at
          for word in (commandline -opc)[2..-1]
            switch "$at $word"
              case %s
                set at "$at $word"
            end
          end
          test "$at" = "$argv[1]"
        end
        complete -c ghbilling -f
        %s
        """
        .formatted(
            root.all()
                .map(CommandNode::path)
                .filter(path -> !path.isEmpty())
                .map(FishCompletion::quoted)
                .collect(Collectors.joining(" ")),
            root.all().flatMap(FishCompletion::lines).collect(Collectors.joining("\n")));
  }

  private static Stream<String> lines(CommandNode node) {
    String line =
        "complete -c ghbilling -n %s".formatted(quoted("__ghbilling_at " + quoted(node.path())));
    return Stream.of(
            node.subcommands().stream()
                .map(
                    each ->
                        " -a %s -d %s"
                            .formatted(
                                each.name(), quoted(CommandNode.summary(each.description())))),
            node.parameters().stream()
                .filter(parameter -> node.subcommands().isEmpty())
                .map(parameter -> value(Values.of(parameter)))
                .filter(value -> !value.equals(" -x"))
                .map(value -> value.replace(" -r", "").replace(" -x", "")),
            node.options().stream().flatMap(option -> option(node, option)))
        .flatMap(each -> each)
        .map(each -> line + each);
  }

  private static Stream<String> option(CommandNode node, OptionSpec option) {
    return node.names(option).stream()
        .map(
            name ->
                (name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                    + value(Values.of(option))
                    + " -d "
                    + quoted(CommandNode.summary(CommandNode.lines(option.description()))));
  }

  private static String value(Values values) {
    return switch (values.kind()) {
      case NONE -> "";
      case FILE -> " -r -F";
      case FOLDER -> " -x -a '(__fish_complete_directories)'";
      case WORDS -> {
        String words = String.join(" ", values.words());
        yield " -x -a " + quoted(values.isList() ? "(__fish_append , " + words + ")" : words);
      }
      default -> " -x";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
