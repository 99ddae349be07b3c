package dev.ghbilling.cli.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Writes the completion script for zsh: a function for each command. */
final class ZshCompletion {
  private ZshCompletion() {}

  static String of(CommandSpec program) {
    return """
        #compdef ghbilling
        # Completes ghbilling in zsh. Save it as _ghbilling in a folder of $fpath, or load it in ~/.zshrc after compinit:
        # eval "$(ghbilling completion zsh)"
        %s
        if [[ $funcstack[1] = _ghbilling ]]; then
          _ghbilling "$@"
        else
          compdef _ghbilling ghbilling
        fi
        """
        .formatted(
            new CommandNode(program)
                .all()
                .map(ZshCompletion::function)
                .collect(Collectors.joining("\n")));
  }

  private static String function(CommandNode node) {
    List<String> specs = new ArrayList<>();
    node.options().forEach(option -> specs.addAll(specs(node, option)));
    if (node.subcommands().isEmpty()) {
      node.parameters().forEach(parameter -> specs.add(spec(parameter)));
    } else {
      specs.add("1: :->command");
      specs.add("*:: :->arguments");
    }
    return """
        %s() {
          local curcontext=$curcontext state line ret=1
          local -A opt_args
          local -a commands
          _arguments -C -s -S%s%s && ret=0
        %s  return ret
        }
        """
        .formatted(
            name(node),
            node.subcommands().isEmpty() ? "" : " -A '-*'", // Options follow their command.
            specs.stream().map(spec -> " \\\n    " + quoted(spec)).collect(Collectors.joining()),
            node.subcommands().isEmpty() ? "" : dispatch(node));
  }

  private static String dispatch(CommandNode node) {
    return """
          case $state in
            command)
              commands=(
        %s      )
              _describe command commands && ret=0
              ;;
            arguments)
              case $line[1] in
        %s      esac
              ;;
          esac
        """
        .formatted(
            node.subcommands().stream()
                .map(
                    each ->
                        "        %s\n"
                            .formatted(
                                quoted(
                                    each.name() + ":" + CommandNode.summary(each.description()))))
                .collect(Collectors.joining()),
            node.subcommands().stream()
                .map(each -> "        %s) %s && ret=0 ;;\n".formatted(each.name(), name(each)))
                .collect(Collectors.joining()));
  }

  private static List<String> specs(CommandNode node, OptionSpec option) {
    Values values = Values.of(option);
    List<String> names = node.names(option);
    // A repeatable option excludes none; any other one excludes itself by its other names.
    String excluded =
        option.isMultiValue() ? "*" : names.size() > 1 ? "(" + String.join(" ", names) + ")" : "";
    String text = "[" + escaped(CommandNode.summary(CommandNode.lines(option.description()))) + "]";
    return names.stream()
        .map(
            name ->
                excluded
                    + name
                    + (values.kind() == Values.Kind.NONE ? "" : name.startsWith("--") ? "=" : "+")
                    + text
                    + (values.kind() == Values.Kind.NONE
                        ? ""
                        : ":" + escaped(option.paramLabel()) + ":" + action(values)))
        .toList();
  }

  private static String spec(PositionalParamSpec parameter) {
    String position = parameter.index().isVariable() ? "*" : "" + (parameter.index().min() + 1);
    return position + ":" + escaped(parameter.paramLabel()) + ":" + action(Values.of(parameter));
  }

  private static String action(Values values) {
    return switch (values.kind()) {
      case FILE -> "_files";
      case FOLDER -> "_files -/";
      case WORDS ->
          values.isList()
              ? "{compset -P \"*,\"; compadd - %s}".formatted(String.join(" ", values.words()))
              : "(" + String.join(" ", values.words()) + ")";
      default -> " ";
    };
  }

  private static String name(CommandNode node) {
    return "_ghbilling" + node.path().replaceAll("[ -]", "_");
  }

  private static String escaped(String text) {
    return text.replaceAll("([\\[\\]:\\\\])", "\\\\$1");
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
