package dev.ghbilling.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/**
 * A command by its name. What it takes and does is only made when an argument names it, since most
 * of the time that the program needs to start goes there; of others there is as much as the help of
 * the command above says.
 */
final class Subcommand {
  private final String name;
  private final String[] description;
  private final @Nullable Function<Console, Action> action;
  private final Supplier<List<Subcommand>> subcommands;

  private Subcommand(
      String name,
      String[] description,
      @Nullable Function<Console, Action> action,
      Supplier<List<Subcommand>> subcommands) {
    this.name = name;
    this.description = description;
    this.action = action;
    this.subcommands = subcommands;
  }

  /** A command that does something. */
  static Subcommand doing(String name, Function<Console, Action> action, String... description) {
    return new Subcommand(name, description, action, List::of);
  }

  /** A command that is the first word of others. */
  static Subcommand before(
      String name, Supplier<List<Subcommand>> subcommands, String... description) {
    return new Subcommand(name, description, null, subcommands);
  }

  /** The command, and those below it, as far as these arguments need them. */
  CommandLine commandLine(Console console, String... arguments) {
    Action does = action == null ? null : action.apply(console);
    CommandSpec command = CommandSpec.wrapWithoutInspection(does).name(name);
    command.usageMessage().description(description);
    addWhatEachHas(command);
    if (does != null) {
      does.addTo(command);
    }
    CommandLine line = new CommandLine(command);
    for (Subcommand subcommand : subcommands.get()) {
      line.addSubcommand(
          subcommand.isNamed(arguments)
              ? subcommand.commandLine(console, arguments)
              : subcommand.unread());
    }
    return line;
  }

  /** A file of arguments, {@code @FILE}, may name any. */
  private boolean isNamed(String... arguments) {
    for (String argument : arguments) {
      if (argument.equals(name) || argument.startsWith("@")) {
        return true;
      }
    }
    return false;
  }

  private CommandLine unread() {
    CommandSpec command = CommandSpec.create().name(name);
    command.usageMessage().description(description);
    return new CommandLine(command);
  }

  private static void addWhatEachHas(CommandSpec command) {
    Map<String, String> statuses = new LinkedHashMap<>();
    statuses.put("0", "done");
    statuses.put("1", "the API or the network said no, or the output is lost");
    statuses.put("2", "used wrong; nothing was sent");
    UsageMessageSpec help = command.usageMessage();
    help.synopsisSubcommandLabel("COMMAND")
        .optionListHeading("%nOptions:%n")
        .parameterListHeading("%nParameters:%n")
        .commandListHeading("%nCommands:%n")
        .exitCodeListHeading("%nExit status:%n")
        .exitCodeList(statuses);
    command
        .versionProvider(new Version())
        .addOption(
            OptionSpec.builder("-h", "--help")
                .type(boolean.class)
                .usageHelp(true)
                .description("Show this help message and exit.")
                .build())
        .addOption(
            OptionSpec.builder("-V", "--version")
                .type(boolean.class)
                .versionHelp(true)
                .description("Print version information and exit.")
                .build());
  }
}
