package dev.ghbilling.conformance.internal.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.Sleep;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.mutants.Backends;
import dev.ghbilling.conformance.mutants.Mutant;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class ConformanceRunTest {
  private static final String USERS = "{\"users\":[\"mona\"]}";

  /** Returns settings for an address of TEST-NET-1, where nothing ever listens. */
  private static RunSettings remote(Map<String, String> pathValues, Map<String, String> bodies) {
    return settings(
        URI.create("https://192.0.2.1"),
        Duration.ofMillis(300),
        new RequestValues(pathValues, bodies),
        "addResourcesToCostCenter/status");
  }

  private static RunSettings settings(
      URI baseUrl, Duration timeout, RequestValues values, String... include) {
    return new RunSettings(
        new TestedServer(
            baseUrl,
            Map.of("enterprise", "octo-enterprise"),
            CommandRun.TOKEN,
            Optional.empty(),
            false,
            timeout,
            Duration.ofMinutes(5),
            ProxyVariables.NONE),
        true,
        new Selection(List.of(include), List.of()),
        values,
        Criteria.STANDARD);
  }

  private static Result performFirst(RunSettings settings)
      throws IOException, InterruptedException {
    ManualClock time = Backends.clock();
    ConformanceRun run =
        new ConformanceRun(
            Checks.of(Contract.bundled()), settings, time, time::sleep, result -> {});
    return run.perform(run.checks().get(0));
  }

  @Test
  void perform_movingUsersRemotelyWithoutChosenValues_isNotApplicable()
      throws IOException, InterruptedException {
    Result result = performFirst(remote(Map.of(), Map.of("addResourcesToCostCenter", USERS)));

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("--value", "--body");
    assertThat(result.exchanges()).isEmpty();
  }

  @Test
  void perform_movingUsersRemotelyWithChosenValues_sendsRequests()
      throws IOException, InterruptedException {
    Result result =
        performFirst(
            remote(
                Map.of("cost_center_id", "cc"),
                Map.of("addResourcesToCostCenter", USERS, "removeResourcesFromCostCenter", USERS)));

    assertThat(result.outcome()).isEqualTo(Outcome.COULD_NOT_RUN);
    assertThat(result.exchanges()).isNotEmpty();
  }

  @Test
  void perform_creatingRemotelyWithoutAChosenBody_isNotApplicable()
      throws IOException, InterruptedException {
    Result result = performFirst(anywhere("createBudget/status"));

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("--body createBudget=FILE");
  }

  @Test
  void perform_unknownOrganizationRemotely_isNotApplicable()
      throws IOException, InterruptedException {
    Result result = performFirst(anywhere("listOrganizationBudgets/status"));

    assertThat(result.outcome()).isEqualTo(Outcome.NOT_APPLICABLE);
    assertThat(result.message()).contains("{org}");
    assertThat(result.exchanges()).isEmpty();
  }

  @Test
  void perform_afterTheServerEnded_stopsEarly() throws IOException, InterruptedException {
    ManualClock time = Backends.clock();
    Sandbox sandbox = Backends.sandbox(Mutant.Backend.OWN, time);
    ConformanceRun run;
    try (sandbox) {
      RunSettings settings =
          settings(
              sandbox.baseUrl(),
              Duration.ofSeconds(20),
              new RequestValues(Map.of(), Map.of()),
              "getUsageReport/query/*");
      run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, time, time::sleep, result -> {});
      assertThat(run.perform(run.checks().get(0)).outcome()).isEqualTo(Outcome.PASSED);
    }
    for (Check check : run.checks()) {
      run.perform(check);
    }

    Results results = run.finish();
    assertThat(results.count(Outcome.COULD_NOT_RUN)).isOne();
    assertThat(results.count(Outcome.NOT_RUN)).isGreaterThan(10);
    assertThat(results.exitCode()).isEqualTo(Results.COULD_NOT_RUN);
  }

  @Test
  @Regression(
      input = "a server that refuses one connection",
      before = "the end of the run",
      now = "the request is sent once more after a second, a POST as well")
  void perform_connectionRefusedOnce_goesOn() throws IOException, InterruptedException {
    ManualClock time = Backends.clock();
    List<Sandbox> started = new ArrayList<>();
    List<Duration> pauses = new ArrayList<>();
    try (RefusingPort port = new RefusingPort()) {
      RunSettings settings =
          settings(
              port.baseUrl(),
              Duration.ofSeconds(20),
              new RequestValues(Map.of(), Map.of()),
              "createCostCenter/status");
      Sleep startsServer =
          pause -> {
            pauses.add(pause);
            started.add(Sandbox.builder().clock(time).port(port.port()).start());
          };
      ConformanceRun run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, time, startsServer, result -> {});

      Result result = run.perform(run.checks().get(0));

      assertThat(result.outcome()).as(result.message()).isEqualTo(Outcome.PASSED);
      assertThat(pauses).containsExactly(Duration.ofSeconds(1));
      assertThat(started.get(0).requests())
          .filteredOn(request -> request.method().equals("POST"))
          .hasSize(1);
      assertThat(run.finish().notes())
          .containsExactly(
              "requests that were sent once more, since their connection was refused or lost: 1");
    } finally {
      started.forEach(Sandbox::close);
    }
  }

  @Test
  void perform_connectionRefusedTwice_endsTheRun() throws IOException, InterruptedException {
    List<Duration> pauses = new ArrayList<>();
    try (RefusingPort port = new RefusingPort()) {
      RunSettings settings =
          settings(
              port.baseUrl(),
              Duration.ofSeconds(20),
              new RequestValues(Map.of(), Map.of()),
              "getUsageReport/query/*");
      ConformanceRun run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, Backends.clock(), pauses::add, any -> {});
      for (Check check : run.checks()) {
        run.perform(check);
      }

      assertThat(pauses).containsExactly(Duration.ofSeconds(1));
      assertThat(run.finish().count(Outcome.NOT_RUN)).isGreaterThan(10);
    }
  }

  @Test
  @Regression(
      input = "connections that are closed before the response to a GET",
      before = "the check fails, after one more attempt at once by the JDK",
      now = "the request is sent once more after a second")
  void perform_connectionsLostByARead_areTriedOnceMore() throws IOException, InterruptedException {
    int attemptsOfTheJdk = 2;

    assertThat(lost("GET", attemptsOfTheJdk, "getActionsBilling/status"))
        .isEqualTo(Map.entry(Outcome.PASSED, attemptsOfTheJdk + 1));
    assertThat(lost("GET", attemptsOfTheJdk * 2, "getActionsBilling/status").getKey())
        .isEqualTo(Outcome.FAILED);
  }

  @Test
  void perform_connectionLostByAWrite_failsAndWritesOnce()
      throws IOException, InterruptedException {
    assertThat(lost("POST", 1, "createUsageReportExport/status"))
        .isEqualTo(Map.entry(Outcome.FAILED, 1));
  }

  /**
   * Closes the connections of the first requests of a method, which the server has executed.
   *
   * @return the outcome of the check, and the number of requests of the method
   */
  private static Map.Entry<Outcome, Integer> lost(String method, int number, String check)
      throws IOException, InterruptedException {
    AtomicInteger requests = new AtomicInteger();
    ManualClock time = Backends.clock();
    try (Sandbox sandbox = Backends.sandbox(Mutant.Backend.OWN, time);
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  ProxiedResponse response = origin.send(request);
                  boolean lost =
                      request.method().equals(method) && requests.incrementAndGet() <= number;
                  return lost ? response.withEnding(ProxiedResponse.Ending.CLOSED) : response;
                })) {
      RunSettings settings =
          settings(
              proxy.url(), Duration.ofSeconds(20), new RequestValues(Map.of(), Map.of()), check);
      return Map.entry(performFirst(settings).outcome(), requests.get());
    }
  }

  private static RunSettings anywhere(String include) {
    return settings(
        URI.create("https://192.0.2.1"),
        Duration.ofMillis(300),
        new RequestValues(Map.of(), Map.of()),
        include);
  }

  @Test
  @Timeout(20)
  void cancel_afterACreation_deletesIt() throws Exception {
    ManualClock time = Backends.clock();
    CountDownLatch hanging = new CountDownLatch(1);
    try (Sandbox sandbox = Backends.sandbox(Mutant.Backend.OWN, time);
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  if (request.method().equals("PATCH")) {
                    hanging.countDown();
                    return ProxiedResponse.error(500).withEnding(ProxiedResponse.Ending.HANGING);
                  }
                  return origin.send(request);
                })) {
      RunSettings settings =
          settings(
              proxy.url(),
              Duration.ofMinutes(5),
              new RequestValues(Map.of(), Map.of()),
              "createBudget/status",
              "updateBudget/status");
      ConformanceRun run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, time, time::sleep, result -> {});
      Thread runner = new Thread(() -> perform(run));
      runner.start();
      hanging.await();

      run.cancel(runner);

      runner.join();
      assertThat(sandbox.requests())
          .filteredOn(request -> !request.method().equals("GET"))
          .extracting(RecordedRequest::method)
          .containsExactly("POST", "DELETE");
    }
  }

  @Test
  @Timeout(20)
  void cancel_afterAUserWasMoved_restoresTheCostCenter() throws Exception {
    ManualClock time = Backends.clock();
    AtomicBoolean hung = new AtomicBoolean();
    CountDownLatch hanging = new CountDownLatch(1);
    try (Sandbox sandbox = Backends.sandbox(Mutant.Backend.OWN, time);
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  if (request.method().equals("DELETE") && !hung.getAndSet(true)) {
                    hanging.countDown();
                    return ProxiedResponse.error(500).withEnding(ProxiedResponse.Ending.HANGING);
                  }
                  return origin.send(request);
                })) {
      RunSettings settings =
          settings(
              proxy.url(),
              Duration.ofMinutes(5),
              new RequestValues(Map.of("cost_center_id", Backends.CENTER), Map.of()),
              "*ResourcesToCostCenter/status",
              "*ResourcesFromCostCenter/status");
      ConformanceRun run =
          new ConformanceRun(
              Checks.of(Contract.bundled()), settings, time, time::sleep, result -> {});
      Thread runner = new Thread(() -> perform(run));
      runner.start();
      hanging.await();

      run.cancel(runner);

      runner.join();
      assertThat(sandbox.requests())
          .filteredOn(request -> !request.method().equals("GET"))
          .extracting(RecordedRequest::method)
          .containsExactly("POST", "DELETE", "POST");
    }
  }

  private static void perform(ConformanceRun run) {
    try {
      for (Check check : run.checks()) {
        run.perform(check);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
