package dev.ghbilling.pact;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What a program said and how it ended.
 *
 * @param output all that it printed
 * @param exit its exit status
 */
record ChildJvm(String output, int exit) {
  /** Runs a main class of this class path in a JVM of its own, until it ends. */
  static ChildJvm run(
      Map<String, String> properties, Map<String, String> variables, String... mainAndArguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(mainAndArguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(variables);
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new ChildJvm(output, process.waitFor());
  }
}
