package dev.ghbilling.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.conformance.fixture.ProxiedResponse;
import dev.ghbilling.conformance.fixture.RewritingProxy;
import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CostCenterRunTest {
  @TempDir private Path report;

  @Test
  void run_chosenCostCenterAndUsers_areUsed() throws IOException {
    Path body = Files.writeString(report.resolve("users.json"), "{\"users\":[\"mona\"]}");
    try (Sandbox sandbox = Sandbox.builder().costCenter("cc", "Mine", "hubot").start()) {
      CommandRun run =
          CommandRun.run(
              sandbox.baseUrl(),
              "--allow-writes",
              "--include=*CostCenter*",
              "--value=cost_center_id=cc",
              "--body=addResourcesToCostCenter=" + body,
              "--body=removeResourcesFromCostCenter=" + body);

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(sandbox.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .anyMatch(request -> request.path().contains("/cost-centers/cc/"))
          .noneMatch(request -> request.path().contains("/cost-centers/2eeb8ffe"));
    }
  }

  @Test
  void run_withWrites_restoresCostCenters() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      CommandRun first =
          CommandRun.run(sandbox.baseUrl(), "--allow-writes", "--include=*CostCenter/*");
      CommandRun second = CommandRun.run(sandbox.baseUrl(), "--include=listCostCenters/example");

      assertThat(first.exitCode()).as(first.out()).isZero();
      assertThat(first.err()).doesNotContain("restored");
      assertThat(sandbox.requests()).extracting(RecordedRequest::method).contains("DELETE");
      assertThat(second.exitCode()).as(second.out()).isZero();
    }
  }

  @Test
  void run_failedRestoration_couldNotRun() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy failing =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    request.method().equals("POST")
                        ? ProxiedResponse.error(500)
                        : origin.send(request))) {
      CommandRun run =
          CommandRun.run(
              failing.url(), "--allow-writes", "--include=removeResourcesFromCostCenter/status");

      assertThat(run.exitCode()).isEqualTo(2);
      assertThat(run.out())
          .contains("could-not-run removeResourcesFromCostCenter/restored")
          .contains("the members could not be restored");
    }
  }

  @Regression(
      input = "a server that fails to take one of several members back",
      before = "the members after it weren't restored",
      now = "they are, and the one is named")
  @Test
  void run_oneFailedMember_keepsNoOtherFromBeingRestored() throws IOException {
    Path body = Files.writeString(report.resolve("users.json"), "{\"users\":[\"mona\",\"eve\"]}");
    AtomicReference<String> failed = new AtomicReference<>("");
    try (Sandbox sandbox = Sandbox.builder().costCenter("cc", "Mine", "mona", "eve").start();
        RewritingProxy failing =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  boolean adds = request.method().equals("POST");
                  if (adds) {
                    failed.compareAndSet("", request.text());
                  }
                  return adds && request.text().equals(failed.get())
                      ? ProxiedResponse.error(500)
                      : origin.send(request);
                })) {
      CommandRun run =
          CommandRun.run(
              failing.url(),
              "--allow-writes",
              "--include=removeResourcesFromCostCenter/status",
              "--value=cost_center_id=cc",
              "--body=removeResourcesFromCostCenter=" + body);

      assertThat(run.out()).contains("could-not-run removeResourcesFromCostCenter/restored");
      assertThat(sandbox.requests())
          .filteredOn(request -> request.method().equals("POST"))
          .singleElement()
          .satisfies(request -> assertThat(request.body()).isNotEqualTo(failed.get()));
    }
  }

  @Test
  void run_changesByOthers_areKept() throws IOException {
    AtomicBoolean once = new AtomicBoolean();
    try (Sandbox sandbox = Sandbox.builder().costCenter("cc", "Theirs").start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) -> {
                  if (request.method().equals("DELETE")
                      && request.path().endsWith("/resource")
                      && !once.getAndSet(true)) {
                    origin.send(
                        request
                            .withMethod("POST")
                            .withPath(
                                request
                                    .path()
                                    .replaceFirst("cost-centers/[^/]+", "cost-centers/cc"))
                            .withBody("{\"users\":[\"alice\"]}"));
                  }
                  return origin.send(request);
                })) {
      CommandRun run = CommandRun.run(proxy.url(), "--allow-writes", "--include=*CostCenter/*");

      assertThat(run.exitCode()).as(run.out()).isZero();
      assertThat(sandbox.requests())
          .filteredOn(
              request -> request.path().contains("/cc/") && request.body().contains("alice"))
          .extracting(RecordedRequest::method)
          .containsExactly("POST");
    }
  }

  @Test
  void run_exportsWithoutAccessToCostCenters_passes() throws IOException {
    try (Sandbox sandbox = Sandbox.builder().start();
        RewritingProxy proxy =
            new RewritingProxy(
                sandbox.baseUrl(),
                (request, origin) ->
                    request.path().contains("/cost-centers")
                        ? ProxiedResponse.error(403)
                        : origin.send(request))) {
      CommandRun run =
          CommandRun.run(
              proxy.url(), "--allow-writes", "--include=*UsageReportExport*", "--exclude=*/method");

      assertThat(run.exitCode()).as(run.out()).isZero();
    }
  }
}
