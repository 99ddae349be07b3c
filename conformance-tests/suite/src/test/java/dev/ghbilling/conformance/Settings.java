package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;

/** Servers to stand behind a proxy, and runs against them. */
final class Settings {
  /** What the clocks of the sandboxes show at first. */
  static final String START = "2026-03-10T12:00:00Z";

  static final String OUTSIDER = "ghp_outsider";
  static final String CENTER = "11111111-2222-3333-4444-555555555555";
  private static final int REPOSITORIES = 65;

  private Settings() {}

  static Contract contract(Setting setting) {
    return setting == Setting.MANY_PAGES ? manyPages() : Contract.bundled();
  }

  static Sandbox sandbox(Setting setting, ManualClock time) {
    Sandbox.Builder sandbox =
        Sandbox.builder()
            .clock(time)
            .outsiderToken(OUTSIDER)
            .contract(contract(setting))
            .costCenter(CENTER, "Second", "hubot", "octocat");
    if (setting == Setting.MUCH_USAGE) {
      sandbox.usageItems(400);
    }
    return sandbox.start();
  }

  /** What those checks find at a server. */
  static Results run(
      Proxy proxy, Setting setting, ManualClock time, Duration timeout, String include)
      throws IOException, InterruptedException {
    ServerUnderTest target =
        ServerUnderTest.at(proxy.url().toString(), "octo-enterprise", Suite.TOKEN)
            .outsiderToken(OUTSIDER)
            .allowWrites(true)
            .include(include)
            .timeout(timeout)
            .value("cost_center_id", CENTER)
            .build();
    Run run = new Run(contract(setting), target, time, time::advance, result -> {});
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
