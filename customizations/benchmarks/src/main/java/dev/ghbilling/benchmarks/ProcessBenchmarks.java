package dev.ghbilling.benchmarks;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Measures processes from their start to their end.
 *
 * @param root the source tree
 * @param work a folder for what has to be made before it can be measured
 * @param sandbox the API that the processes call
 * @param smoke whether to run each process only once
 */
record ProcessBenchmarks(Path root, Path work, URI sandbox, boolean smoke) {
  private static final Pattern FIRST_PROPERTIES =
      Pattern.compile("(?s)(\ncomponents:\n.*?\n  schemas:\n.*?\n      properties:\n)");
  private static final String COPY =
      "rm -rf \"$2\" && mkdir \"$2\" && tar -C \"$1\" --exclude=.git --exclude=node_modules"
          + " --exclude=target -cf - . | tar -C \"$2\" -xf -";
  private static final long LONGEST_MINUTES = 5;

  /** Starts the command line cold, in units of the smallest Java program. */
  List<TableRow> start() throws IOException, InterruptedException {
    Path launcher = root.resolve("ghbilling");
    ProcessBuilder hello =
        command(
            ServerProcess.java().toString(),
            "-cp",
            root.resolve("customizations/benchmarks/target/classes").toString(),
            HelloWorld.class.getName());
    ProcessBuilder help = command(launcher.toString(), "--help");
    ProcessBuilder actions = command(launcher.toString(), "actions");
    // Builds the command line if need be, and reads the files from the disk.
    seconds(actions);
    List<ProcessBuilder> commands = List.of(hello, help, actions);
    double[][] seconds = new double[commands.size()][smoke ? 1 : 15];
    for (int round = 0; round < seconds[0].length; round++) {
      for (int i = 0; i < seconds.length; i++) {
        seconds[i][round] = seconds(commands.get(i));
      }
    }
    return List.of(
        cold("./ghbilling --help, cold start", seconds[1], seconds[0], Target.NONE),
        cold("./ghbilling actions, cold start", seconds[2], seconds[0], Target.atMost(12)));
  }

  private static TableRow cold(String what, double[] ours, double[] hello, Target target) {
    return new TableRow(
        what, 1000 * median(ours), "Java hello world", 1000 * median(hello), "ms", target);
  }

  /** Adds a property to the contract and accepts the client that is generated from it. */
  List<TableRow> contract() throws IOException, InterruptedException {
    Path copy = work.resolve("tree");
    seconds(command("bash", "-c", COPY, "copy", root.toString(), copy.toString()));
    Path contract = copy.resolve("spec/openapi.yaml");
    double seconds = 0;
    // The first build in a new tree compiles everything, and isn't the one that counts.
    for (String property : smoke ? List.of("measured") : List.of("uncounted", "measured")) {
      String before = Files.readString(contract);
      String definition =
          "        %s:\n          type: string\n          description: Measured.\n"
              .formatted(property);
      Files.writeString(contract, FIRST_PROPERTIES.matcher(before).replaceFirst("$1" + definition));
      seconds = seconds(command(copy.resolve("ghbilling").toString(), "spec", "accept"));
      String surface = Files.readString(copy.resolve("generated-client/api-surface.txt"));
      if (!surface.contains(property)) {
        throw new IOException("the generated client has no property " + property);
      }
    }
    return List.of(
        TableRow.alone(
            "contract change, ./ghbilling spec accept", seconds, "s", Target.atMost(20)));
  }

  /** Runs the conformance suite with writes, its report included. */
  List<TableRow> conformance() throws IOException, InterruptedException {
    String launcher = root.resolve("ghbilling").toString();
    seconds(command(launcher, "conformance", "--list"));
    Path report = work.resolve("conformance");
    double seconds =
        seconds(command(launcher, "conformance", "--allow-writes", "--report", report.toString()));
    return List.of(TableRow.alone("conformance run", seconds, "s", Target.atMost(15)));
  }

  /** A command that calls the sandbox with the Java that runs this. */
  private ProcessBuilder command(String... words) {
    ProcessBuilder command = new ProcessBuilder(words);
    command.environment().put("JAVA_HOME", System.getProperty("java.home"));
    command.environment().put("GITHUB_API_URL", sandbox.toString());
    command.environment().put("GITHUB_ENTERPRISE", "octo-enterprise");
    command.environment().put("GH_TOKEN", UsageClient.TOKEN);
    return command;
  }

  /** Runs a process that has to exit with 0, and returns how long it took. */
  private double seconds(ProcessBuilder command) throws IOException, InterruptedException {
    File log = Files.createDirectories(work).resolve("process.log").toFile();
    long begin = System.nanoTime();
    Process process = command.redirectErrorStream(true).redirectOutput(log).start();
    if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
    }
    int status = process.waitFor();
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (status != 0) {
      throw new IOException(
          "%s exited with %d; its output is in %s"
              .formatted(String.join(" ", command.command()), status, log));
    }
    return seconds;
  }

  static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }
}
