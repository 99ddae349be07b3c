package dev.ghbilling.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine;

/**
 * Runs commands while Java writes down, for its archive of classes, what they need. The launcher
 * does so once for each build; what is printed is of no use.
 */
public final class TrainingRun {
  /** One never ends by itself, the other brings a sandbox into the process. */
  private static final Set<String> LEFT_OUT = Set.of("sandbox", "demo");

  private TrainingRun() {}

  /**
   * Runs all commands in one way.
   *
   * @param arguments {@code help}: as they are asked for help; {@code calls}: as they ask a sandbox
   * @throws IOException when the sandbox doesn't start
   */
  public static void main(String[] arguments) throws IOException {
    List<List<String>> commands = commands();
    switch (arguments[0]) {
      case "help" -> commands.forEach(command -> run(Map.of(), command, "--help"));
      case "calls" -> ask(commands);
      default -> throw new IllegalArgumentException(arguments[0]);
    }
    System.exit(0);
  }

  /** In another process, or its classes would be taken for ours. */
  private static void ask(List<List<String>> commands) throws IOException {
    Process sandbox =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "sandbox")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (BufferedReader out = sandbox.inputReader()) {
      String url = out.readLine();
      if (url == null) {
        throw new IOException("the sandbox didn't start");
      }
      Map<String, String> environment =
          Map.of(
              "GITHUB_API_URL",
              url,
              "GITHUB_ENTERPRISE",
              "octo-enterprise",
              "GITHUB_TOKEN",
              "training");
      for (List<String> command : commands) {
        run(environment, command);
        run(environment, command, "--format", "json");
        run(environment, command, "--format", "csv");
      }
    } finally {
      sandbox.destroy();
    }
  }

  /** All of them, by their words; the program itself has none. */
  private static List<List<String>> commands() {
    PrintWriter nowhere = new PrintWriter(PrintWriter.nullWriter());
    List<List<String>> commands = new ArrayList<>();
    // What a file of arguments might name is looked into: all.
    collect(
        Ghbilling.commandLine(new Console(Map.of(), nowhere, nowhere), "@"), List.of(), commands);
    return commands;
  }

  private static void collect(
      CommandLine command, List<String> words, List<List<String>> commands) {
    commands.add(words);
    command
        .getSubcommands()
        .forEach(
            (name, subcommand) -> {
              if (!LEFT_OUT.contains(name)) {
                List<String> more = new ArrayList<>(words);
                more.add(name);
                collect(subcommand, more, commands);
              }
            });
  }

  private static void run(
      Map<String, String> environment, List<String> command, String... options) {
    List<String> arguments = new ArrayList<>(command);
    arguments.addAll(List.of(options));
    int unused = Main.run(environment, arguments.toArray(String[]::new));
  }
}
