package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.RunSettings;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sandboxes behind proxies, and runs of checks against them. */
public final class Backends {
  public static final String OUTSIDER = "ghp_outsider";
  public static final String CENTER = "11111111-2222-3333-4444-555555555555";
  private static final int REPOSITORIES = 65;

  private Backends() {}

  /** Returns a clock in March 2026, later than every date in the examples. */
  public static ManualClock clock() {
    return new ManualClock("2026-03-10T12:00:00Z");
  }

  static Contract contract(Backend backend) {
    return backend == Backend.MANY_PAGES ? manyPages() : Contract.bundled();
  }

  public static Sandbox sandbox(Backend backend, ManualClock time) {
    Sandbox.Builder sandbox =
        Sandbox.builder()
            .clock(time)
            .outsiderToken(OUTSIDER)
            .contract(contract(backend))
            .costCenter(CENTER, "Second", "hubot", "octocat");
    if (backend == Backend.MUCH_USAGE) {
      sandbox.usageItems(400);
    }
    return sandbox.start();
  }

  /** Runs the checks whose id matches {@code include}. */
  public static Results run(
      RewritingProxy proxy, Backend backend, ManualClock time, Duration timeout, String include)
      throws IOException, InterruptedException {
    TestedServer server =
        new TestedServer(
            proxy.url(),
            "octo-enterprise",
            CommandRun.TOKEN,
            Optional.of(OUTSIDER),
            timeout,
            ProxyVariables.NONE);
    RunSettings settings =
        new RunSettings(
            server,
            true,
            new Selection(List.of(include), List.of()),
            new RequestValues(Map.of("cost_center_id", CENTER), Map.of()),
            Optional.empty());
    ConformanceRun run =
        new ConformanceRun(contract(backend), settings, time, time::sleep, result -> {});
    for (Check check : run.checks()) {
      run.perform(check);
    }
    return run.finish();
  }

  private static Contract manyPages() {
    ObjectNode document = Contract.bundled().document().deepCopy();
    ObjectNode example =
        (ObjectNode)
            document.at(
                "/paths/~1enterprises~1{enterprise}~1settings~1billing~1advanced-security/get"
                    + "/responses/200/content/application~1json/examples/documented/value");
    ArrayNode repositories = example.withArrayProperty("repositories");
    ObjectNode one = (ObjectNode) repositories.path(0);
    while (repositories.size() < REPOSITORIES) {
      repositories.add(one.deepCopy().put("name", "octocat-org/" + repositories.size()));
    }
    example.put("total_count", REPOSITORIES);
    return Contract.of(document);
  }
}
