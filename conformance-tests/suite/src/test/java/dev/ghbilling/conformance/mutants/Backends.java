package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.ConformanceRun;
import dev.ghbilling.conformance.internal.run.Criteria;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.RunSettings;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.testkit.ManualClock;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Sandboxes behind proxies, and runs of checks against them. */
public final class Backends {
  public static final String OUTSIDER = "ghp_outsider";
  public static final String CENTER = "11111111-2222-3333-4444-555555555555";
  private static final int ITEMS = 65;

  /** Derived once, not for each of thousands of runs. */
  private static final Checks DOCUMENTED = Checks.of(Contract.bundled());

  private static final Checks PAGED = Checks.of(manyPages());

  private Backends() {}

  /** Returns a clock in March 2026, later than every date in the examples. */
  public static ManualClock clock() {
    return new ManualClock("2026-03-10T12:00:00Z");
  }

  static Checks checks(Backend backend) {
    return backend == Backend.MANY_PAGES ? PAGED : DOCUMENTED;
  }

  public static Sandbox sandbox(Backend backend, ManualClock time) {
    Sandbox.Builder sandbox =
        Sandbox.builder()
            .clock(time)
            .token(CommandRun.TOKEN)
            // Thousands of mutants share a sandbox whose clock stands still.
            .rateLimit(1_000_000)
            .outsiderToken(OUTSIDER)
            .contract(checks(backend).contract())
            .costCenter(CENTER, "Second", users(backend));
    if (backend == Backend.MUCH_USAGE || backend == Backend.MUCH_USAGE_OWN) {
      sandbox.usageItems(400);
    }
    return sandbox.start();
  }

  private static String[] users(Backend backend) {
    return IntStream.rangeClosed(1, backend == Backend.MANY_PAGES ? ITEMS : 2)
        .mapToObj(number -> "hubot-" + number)
        .toArray(String[]::new);
  }

  /** Runs the checks whose id matches one of {@code include}. */
  public static Results run(
      RewritingProxy proxy, Backend backend, ManualClock time, Duration timeout, String... include)
      throws IOException, InterruptedException {
    TestedServer server =
        new TestedServer(
            proxy.url(),
            Map.of("enterprise", "octo-enterprise"),
            CommandRun.TOKEN,
            Optional.of(OUTSIDER),
            false,
            timeout,
            Duration.ofMinutes(5),
            ProxyVariables.NONE);
    RunSettings settings =
        new RunSettings(
            server,
            true,
            new Selection(List.of(include), List.of()),
            new RequestValues(Map.of("cost_center_id", CENTER), Map.of()),
            Criteria.STRICT);
    ConformanceRun run =
        new ConformanceRun(checks(backend), settings, time, time::sleep, result -> {});
    for (Check check : run.checks()) {
      run.perform(check);
    }
    return run.finish();
  }

  /** Returns the contract with examples of lists that don't fit on one page. */
  private static Contract manyPages() {
    Contract contract = Contract.of(DOCUMENTED.contract().document().deepCopy());
    for (Operation operation : contract.operations()) {
      operation.pagination().ifPresent(pagination -> enlarge(operation, pagination));
    }
    return Contract.of(contract.document());
  }

  private static void enlarge(Operation operation, Pagination pagination) {
    JsonNode example = operation.success().body().orElseThrow().example().orElseThrow().value();
    if (!(example.at(pagination.items()) instanceof ArrayNode items)) {
      throw new IllegalStateException(operation + " has no items in its example");
    }
    while (items.size() < ITEMS) {
      items.add(another((ObjectNode) items.path(0), items.size()));
    }
    if (!pagination.total().isEmpty()) {
      ((ObjectNode) example).put(pagination.total().substring(1), ITEMS);
    }
  }

  /** Returns a copy with another id, or else with another text in its first property. */
  private static ObjectNode another(ObjectNode item, int number) {
    String key =
        item.has("id")
            ? "id"
            : item.properties().stream()
                .filter(property -> property.getValue().isTextual())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    return item.deepCopy().put(key, item.path(key).asText() + "-" + number);
  }
}
