package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Runs with random requests against servers that fail for rare values only. */
final class ExploreTest {
  private static final String SUMMARY =
      "/enterprises/octo-enterprise/settings/billing/usage/summary";

  @Test
  void run_500ForARareText_isFoundAndShrunk() {
    CommandRun run =
        run(
            failing(request -> request.query().contains("%27")),
            "--explore=60",
            "--seed=7",
            "--include=getUsageSummary/explore");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern(
            "failed getUsageSummary/explore: GET "
                + SUMMARY
                + "\\?[a-z_]+=%27: expected .*"
                + "got HTTP 500; request \\d+ of --explore 60 --seed 7");
  }

  @Test
  void run_500ForARareNumber_isFoundAndShrunkToTheLeast() {
    CommandRun run =
        run(
            failing(
                request -> number(request, "per_page") > 60 && number(request, "per_page") < 90),
            "--explore=60",
            "--seed=7",
            "--include=listBudgets/explore");

    assertThat(run.out()).contains("/budgets?per_page=61: expected HTTP 200, got HTTP 500");
  }

  @Test
  void run_invalidValueThatIsAccepted_isFound() {
    CommandRun run =
        run(
            (request, origin) ->
                origin.send(
                    request.queryValue("month").filter(month -> month.contains(".")).isPresent()
                        ? request.withoutQuery("month")
                        : request),
            "--explore=150",
            "--seed=7",
            "--include=getUsageReport/explore");

    assertThat(run.out())
        .contains(
            "/usage?month=.: expected one of HTTP 400, 422 for an invalid month, got HTTP 200");
  }

  @Test
  void run_500ForARareBody_isFoundShrunkAndCleanedUp() {
    try (Sandbox sandbox = Sandbox.builder().token(CommandRun.TOKEN).start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                failing(
                    request ->
                        request.method().equals("POST")
                            && request.text().contains("\"ai_credit_pool_enabled\":true")))) {
      CommandRun run =
          CommandRun.run(
              proxy.url(),
              "--allow-writes",
              "--explore=40",
              "--seed=7",
              "--include=createCostCenter/explore");

      assertThat(run.out())
          .contains("failed createCostCenter/explore: POST ")
          .contains("got HTTP 500")
          .contains("--data-raw '{\"name\":\"a\",\"ai_credit_pool_enabled\":true}'");
    }
  }

  @Test
  void run_sameSeed_sendsTheSameRequests() {
    assertThat(requests("--seed=3"))
        .isEqualTo(requests("--seed=3"))
        .isNotEqualTo(requests("--seed=4"));
  }

  @Test
  void run_withoutSeed_tellsTheOneItChose() {
    CommandRun run =
        run(Middleware.passThrough(), "--explore=1", "--include=getUsageReport/explore");

    assertThat(run.err()).containsPattern("conformance: --explore 1 --seed \\d+");
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void run_goodServer_hasNoFailure() {
    CommandRun run =
        run(
            Middleware.passThrough(),
            "--allow-writes",
            "--explore=60",
            "--seed=5",
            "--include=*/explore");

    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @Test
  void run_serverWithoutADeprecatedParameter_hasNoFailure() {
    CommandRun run =
        run(
            (request, origin) -> origin.send(request.withoutQuery("hour")),
            "--explore=60",
            "--seed=5",
            "--include=getUsageReport/explore");

    assertThat(run.exitCode()).as(run.out()).isZero();
  }

  @Test
  void command_wrongOptions_isRejected() {
    run(Middleware.passThrough(), "--seed=1").assertRejected("--seed needs --explore");
    run(Middleware.passThrough(), "--explore=0").assertRejected("must be positive, was 0");
  }

  private static List<String> requests(String seed) {
    List<String> targets = new CopyOnWriteArrayList<>();
    run(
        (request, origin) -> {
          targets.add(request.method() + request.path() + request.query() + request.text());
          return origin.send(request);
        },
        "--explore=20",
        seed,
        "--include=*/explore");
    return targets;
  }

  private static long number(ProxiedRequest request, String parameter) {
    return request
        .queryValue(parameter)
        .filter(text -> text.matches("[0-9]{1,9}"))
        .map(Long::valueOf)
        .orElse(0L);
  }

  private static Middleware failing(Predicate<ProxiedRequest> condition) {
    return (request, origin) ->
        condition.test(request) ? ProxiedResponse.error(500) : origin.send(request);
  }

  private static CommandRun run(Middleware middleware, String... arguments) {
    try (Sandbox sandbox = Sandbox.builder().token(CommandRun.TOKEN).start();
        RewritingProxy proxy = new RewritingProxy(sandbox.baseUrl(), middleware)) {
      return CommandRun.run(proxy.url(), arguments);
    }
  }
}
