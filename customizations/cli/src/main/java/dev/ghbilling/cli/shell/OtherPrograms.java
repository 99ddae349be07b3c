package dev.ghbilling.cli.shell;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The other programs that the launcher runs, as the footer of the help lists them. Their options
 * are in jars of their own, on which the command line doesn't depend.
 */
public final class OtherPrograms {
  /** A line such as {@code " spec diff List the changes."}; variables are in capitals. */
  private static final Pattern ENTRY = Pattern.compile(" {2}([a-z]+)(?: ([a-z]+))? {2,}(\\S.*)");

  private OtherPrograms() {}

  /** Adds them to a program as commands without options, so that a shell completes their names. */
  public static void addTo(CommandSpec program) {
    for (String line : CommandNode.lines(program.usageMessage().footer())) {
      Matcher entry = ENTRY.matcher(line);
      if (entry.matches()) {
        CommandSpec other = command(program, entry.group(1));
        String second = entry.group(2);
        (second == null ? other : command(other, second))
            .usageMessage()
            .description(entry.group(3));
      }
    }
  }

  private static CommandSpec command(CommandSpec parent, String name) {
    CommandLine known = parent.subcommands().get(name);
    if (known != null) {
      return known.getCommandSpec();
    }
    CommandSpec added = CommandSpec.create();
    parent.addSubcommand(name, added);
    return added;
  }
}
