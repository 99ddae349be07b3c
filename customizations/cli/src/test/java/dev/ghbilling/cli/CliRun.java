package dev.ghbilling.cli;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.StringWriter;
import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The outcome of a command that ran within this process.
 *
 * @param status the exit status
 * @param out what it printed on stdout
 * @param err what it printed on stderr
 */
record CliRun(int status, String out, String err) {
  static final String TOKEN = "ghp_topsecret";

  static CliRun with(Map<String, String> environment, String... arguments) {
    return at(Clock.systemUTC(), environment, arguments);
  }

  static CliRun at(Clock clock, Map<String, String> environment, String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Console console = new Console(environment, StandardStreams.of(out, err), clock);
    int status = GhbillingMain.run(console, arguments);
    return new CliRun(status, out.toString(), err.toString());
  }

  static CliRun against(Sandbox sandbox, String... arguments) {
    return with(environment(sandbox), arguments);
  }

  static Map<String, String> environment(Sandbox sandbox) {
    Map<String, String> environment = environment(sandbox.baseUrl());
    environment.put("GITHUB_ENTERPRISE", sandbox.enterprise());
    return environment;
  }

  static Map<String, String> environment(URI api) {
    return new HashMap<>(
        Map.of(
            "GITHUB_API_URL",
            api.toString(),
            "GITHUB_ENTERPRISE",
            "octo-enterprise",
            "GITHUB_TOKEN",
            TOKEN));
  }

  List<String> errorLines() {
    return err.lines().toList();
  }
}
