package dev.ghbilling.cli;

import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

/**
 * What the program can do. Finding out by reflection what a command takes is most of the time that
 * the program needs to start, so it's done only for commands that an argument names; of the others
 * there is as much as the program's help says.
 */
final class Subcommands {
  private static final List<Class<?>> TYPES =
      List.of(
          DemoCommand.class,
          ReadCommand.Actions.class,
          ReadCommand.Packages.class,
          ReadCommand.Storage.class,
          ReadCommand.Committers.class,
          UsageCommand.class,
          CostCentersCommand.class,
          ExportsCommand.class,
          SandboxCommand.class);

  private final CommandLine.IFactory factory;

  Subcommands(CommandLine.IFactory factory) {
    this.factory = factory;
  }

  /** The program as far as these arguments need it. */
  CommandLine of(Object program, String... arguments) {
    CommandLine line = new CommandLine(program, factory);
    for (Class<?> type : TYPES) {
      Command command = type.getAnnotation(Command.class);
      if (names(arguments, command.name())) {
        line.addSubcommand(new CommandLine(type, factory));
      } else {
        CommandSpec named = CommandSpec.create().name(command.name());
        named.usageMessage().description(command.description());
        line.addSubcommand(new CommandLine(named, factory));
      }
    }
    return line;
  }

  /** A file of arguments, {@code @FILE}, may name any. */
  private static boolean names(String[] arguments, String command) {
    return Arrays.stream(arguments)
        .anyMatch(argument -> argument.equals(command) || argument.startsWith("@"));
  }
}
