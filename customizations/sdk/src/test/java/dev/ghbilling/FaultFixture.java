package dev.ghbilling;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.UsageReportExportsApi;
import dev.ghbilling.client.model.CostCenterUsers;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRow.Facts;
import dev.ghbilling.fixture.OperationCall;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A sandbox, another host, and a client whose connections are counted. */
final class FaultFixture implements AutoCloseable {
  /** A token of no known kind, so that no status depends on the documented tokens. */
  private static final String TOKEN = "TheTokenOfTheFaultTable";

  private static final String CENTER = "center-of-the-table";
  private static final String JOINING = "joining";
  private static final String LEAVING = "leaving";

  /** The tolerance for a busy machine. */
  private static final Duration GRACE = Duration.ofSeconds(10);

  private final Operation operation;
  private final String method;
  private final Sandbox sandbox;
  private final RecordingServer elsewhere;
  private final boolean real;
  private final ManualClock time = new ManualClock();
  private final Duration allowed;
  private final Optional<RecordingServer> api;
  private final ApiClients clients;

  /**
   * A setting of the fixture.
   *
   * @param skew by how much the server's clock is ahead
   * @param allowed the call timeout
   * @param real whether time is real; otherwise only pauses advance the clock
   * @param api the server to call instead of the sandbox
   * @param configuration further settings of the client
   */
  record Setting(
      Duration skew,
      Duration allowed,
      boolean real,
      Optional<RecordingServer> api,
      UnaryOperator<GitHubBilling.Builder> configuration) {
    static Setting virtual(Duration skew) {
      return new Setting(
          skew, Duration.ofMinutes(2), false, Optional.empty(), UnaryOperator.identity());
    }

    static Setting real(Duration allowed, UnaryOperator<GitHubBilling.Builder> configuration) {
      return new Setting(Duration.ZERO, allowed, true, Optional.empty(), configuration);
    }

    Setting at(RecordingServer other) {
      return new Setting(skew, allowed, real, Optional.of(other), configuration);
    }
  }

  /**
   * Starts the servers and creates the client.
   *
   * @param method the generated method to call
   */
  FaultFixture(Operation operation, String method, Setting setting) {
    this.operation = operation;
    this.method = method;
    this.real = setting.real();
    this.allowed = setting.allowed();
    this.api = setting.api();
    Clock server = Clock.offset(real ? Clock.systemUTC() : time, setting.skew());
    this.sandbox =
        Sandbox.builder()
            .contract(Documented.CONTRACT)
            .clock(server)
            .costCenter(CENTER, "Table", LEAVING)
            .start();
    this.elsewhere = new RecordingServer().respondWith(ScriptedResponse.json(example()));
    GitHubBilling.Builder builder =
        Clients.at(api.map(RecordingServer::baseUrl).orElse(sandbox.baseUrl()))
            .token(TOKEN)
            .retryPolicy(RetryPolicy.builder().maxAttempts(4).build())
            .callTimeout(allowed);
    this.clients =
        TestApiClients.of(
            setting.configuration().apply(real ? builder : TestTime.set(builder, time)));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  RecordingServer elsewhere() {
    return elsewhere;
  }

  /** Injects the fault, calls the operation, and returns what was observed. */
  Facts facts(Consumer<FaultFixture> fault) throws Exception {
    fault.accept(this);
    Instant start = time.instant();
    long realStart = System.nanoTime();

    String outcome = outcome();

    Duration late =
        real
            ? Duration.ofNanos(System.nanoTime() - realStart).minus(allowed).minus(GRACE)
            : Duration.between(start, time.instant()).minus(allowed);
    int requests =
        sandbox.requests().size()
            + elsewhere.requests().size()
            + api.map(server -> server.requests().size()).orElse(0);
    int open = clients.connectionsInUse();
    sandbox.faults().clear();
    return new Facts(
        outcome,
        requests,
        FRESH.changes(state()),
        (int) elsewhere.requests().stream().filter(FaultFixture::hasCredential).count(),
        open,
        late.isNegative() ? Duration.ZERO : late);
  }

  private String outcome() throws Exception {
    Map<String, Object> known =
        Map.of(
            "enterprise",
            sandbox.enterprise(),
            "costCenterId",
            CENTER,
            "CostCenterUsers",
            CostCenterUsers.builder()
                .users(List.of(operation.method().equals("DELETE") ? LEAVING : JOINING))
                .build());
    try {
      Object response = new OperationCall(operation, method, known).callWith(clients::create);
      if (response instanceof Closeable streamed) {
        streamed.close();
      }
      return FaultRow.SUCCESS;
    } catch (RuntimeException e) {
      if (Clients.messages(e).stream().anyMatch(text -> text.contains(TOKEN))) {
        throw new AssertionError("a message has the token in it", e);
      }
      return e.getClass().getSimpleName();
    }
  }

  /** The initial state of every sandbox. */
  private static final State FRESH = fresh();

  private static State fresh() {
    Setting setting = Setting.virtual(Duration.ZERO);
    Operation any = operations().get(0);
    try (FaultFixture fixture = new FaultFixture(any, any.id(), setting)) {
      return fixture.state();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The state that operations can change. */
  private record State(int exports, long joining, long leaving) {
    int changes(State after) {
      return (int)
          (Math.abs(after.exports - exports)
              + Math.abs(after.joining - joining)
              + Math.abs(after.leaving - leaving));
    }
  }

  private State state() {
    try (ApiClients plain = TestApiClients.of(Clients.at(sandbox.baseUrl()).token(TOKEN))) {
      List<String> users =
          plain
              .create(CostCentersApi.class)
              .listCostCenters(sandbox.enterprise())
              .costCenters()
              .stream()
              .flatMap(center -> center.resources().stream())
              .map(resource -> resource.name())
              .toList();
      return new State(
          plain
              .create(UsageReportExportsApi.class)
              .listUsageReportExports(sandbox.enterprise())
              .usageReportExports()
              .size(),
          users.stream().filter(JOINING::equals).count(),
          users.stream().filter(LEAVING::equals).count());
    }
  }

  private String example() {
    return operation.success().body().orElseThrow().example().orElseThrow().value().toString();
  }

  private static boolean hasCredential(ReceivedRequest request) {
    return !request.header("Authorization").isEmpty() || request.toString().contains(TOKEN);
  }

  @Override
  public void close() throws IOException {
    clients.close();
    elsewhere.close();
    if (api.isPresent()) {
      api.get().close();
    }
    sandbox.close();
  }

  static List<Operation> operations() {
    return Documented.CONTRACT.operations();
  }
}
