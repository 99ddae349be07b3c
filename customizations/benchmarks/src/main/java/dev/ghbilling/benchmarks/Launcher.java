package dev.ghbilling.benchmarks;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code ./ghbilling} of a source tree, as a person calls it. */
record Launcher(Path tree) {
  ProcessBuilder command(String... arguments) {
    List<String> command = new ArrayList<>(List.of(tree.resolve("ghbilling").toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }

  /** With a token and an enterprise that the sandbox knows. */
  ProcessBuilder asking(URI baseUrl, String... arguments) {
    ProcessBuilder builder = command(arguments);
    builder.environment().put("GITHUB_API_URL", baseUrl.toString());
    builder.environment().put("GITHUB_ENTERPRISE", UsageCall.ENTERPRISE);
    builder.environment().put("GITHUB_TOKEN", UsageCall.TOKEN);
    return builder;
  }
}
