package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The suite deletes what it created. */
final class CreatedResourcesRunTest {
  private static final String BUDGETS = "/enterprises/octo-enterprise/settings/billing/budgets";

  @AutoClose private final Sandbox sandbox = Sandbox.builder().start();
  private List<String> before = List.of();

  @BeforeEach
  void listBefore() throws IOException, InterruptedException {
    before = budgets();
  }

  private List<String> budgets() throws IOException, InterruptedException {
    HttpRequest list =
        HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + BUDGETS + "?per_page=100"))
            .header("Authorization", "Bearer " + CommandRun.TOKEN)
            .header("User-Agent", "test")
            .build();
    String body =
        HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofString()).body();
    return Contract.ids(ContractJson.MAPPER.readTree(body));
  }

  private RewritingProxy proxy(Middleware middleware) {
    return new RewritingProxy(sandbox.baseUrl(), middleware);
  }

  @Test
  void run_withWrites_deletesWhatItCreated() throws IOException, InterruptedException {
    CommandRun run = CommandRun.run(sandbox.baseUrl(), "--allow-writes", "--include=*Budget/*");

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(before).isNotEmpty();
    assertThat(budgets()).isEqualTo(before);
  }

  @Regression(
      input = "only the check that an organization's paths don't reach an enterprise's budget",
      before = "the enterprise's budget that it created stayed",
      now = "it is deleted, like those in the checked operation's own collection")
  @Test
  void run_ofOneOwner_deletesWhatItCreatedForAnother() throws IOException, InterruptedException {
    CommandRun run =
        CommandRun.run(
            sandbox.baseUrl(), "--allow-writes", "--include=getOrganizationBudget/state/owner");

    assertThat(run.exitCode()).as(run.out()).isZero();
    assertThat(sandbox.requests())
        .anyMatch(one -> one.method().equals("POST") && one.path().endsWith(BUDGETS));
    assertThat(budgets()).isEqualTo(before);
  }

  @Test
  void run_creationByAnInvalidRequest_isDeletedAsWell() throws IOException, InterruptedException {
    String documented =
        Contract.bundled()
            .operation("createBudget")
            .flatMap(Operation::requestBody)
            .flatMap(Body::example)
            .orElseThrow()
            .value()
            .toString();
    try (RewritingProxy accepting =
        proxy(
            (request, origin) ->
                origin.send(
                    request.method().equals("POST") && request.text().equals("{")
                        ? request.withBody(documented)
                        : request))) {
      CommandRun run =
          CommandRun.run(
              accepting.url(), "--allow-writes", "--include=createBudget/body/malformed");

      assertThat(run.exitCode()).isOne();
      assertThat(budgets()).isEqualTo(before);
    }
  }

  @Test
  void run_rejectedDeletion_couldNotRun() {
    try (RewritingProxy rejecting =
        proxy(
            (request, origin) ->
                request.method().equals("DELETE")
                    ? ProxiedResponse.error(500)
                    : origin.send(request))) {
      CommandRun run =
          CommandRun.run(rejecting.url(), "--allow-writes", "--include=createBudget/status");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out())
          .contains("could-not-run deleteBudget/restored")
          .contains("what was created could not be deleted");
    }
  }

  @Regression(
      input = "a server that rejects the deletion of one of several budgets that the suite created",
      before = "the others stayed on the server as well",
      now = "the others are deleted, and the one is named")
  @Test
  void run_oneRejectedDeletion_leavesNothingElse() throws IOException, InterruptedException {
    AtomicReference<String> rejected = new AtomicReference<>("");
    try (RewritingProxy rejecting =
        proxy(
            (request, origin) -> {
              boolean deletes = request.method().equals("DELETE");
              if (deletes) {
                rejected.compareAndSet("", request.path());
              }
              return deletes && request.path().equals(rejected.get())
                  ? ProxiedResponse.error(500)
                  : origin.send(request);
            })) {
      CommandRun run =
          CommandRun.run(rejecting.url(), "--allow-writes", "--include=createBudget/*");

      String id = String.valueOf(rejected.get()).replaceFirst(".*/", "");
      List<String> left = new ArrayList<>(budgets());
      left.removeAll(before);
      assertThat(left).containsExactly(id);
      assertThat(run.out()).contains("could-not-run deleteBudget/restored").contains(id);
    }
  }

  @Test
  void run_deletionOfWhatIsGone_isRestored() {
    try (RewritingProxy deletingTwice =
        proxy(
            (request, origin) -> {
              if (request.method().equals("DELETE")) {
                origin.send(request);
              }
              return origin.send(request);
            })) {
      CommandRun run =
          CommandRun.run(deletingTwice.url(), "--allow-writes", "--include=createBudget/status");

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(run.out()).doesNotContain("could-not-run");
    }
  }

  @Test
  void run_creationWithoutResponse_isDeleted() throws IOException, InterruptedException {
    AtomicBoolean created = new AtomicBoolean();
    try (RewritingProxy hanging =
        proxy(
            (request, origin) -> {
              ProxiedResponse response = origin.send(request);
              return request.method().equals("POST") && !created.getAndSet(true)
                  ? response.withEnding(ProxiedResponse.Ending.HANGING)
                  : response;
            })) {
      CommandRun run =
          CommandRun.run(
              hanging.url(), "--allow-writes", "--timeout=2.5", "--include=createBudget/status");

      assertThat(run.exitCode()).isOne();
      assertThat(created).isTrue();
      assertThat(budgets()).isEqualTo(before);
    }
  }
}
