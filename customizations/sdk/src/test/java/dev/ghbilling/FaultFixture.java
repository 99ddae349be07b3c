package dev.ghbilling;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.fixture.FaultRow;
import dev.ghbilling.fixture.FaultRow.Facts;
import dev.ghbilling.fixture.OperationCall;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.Closeable;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** A sandbox, another host, and a client whose connections are counted. */
final class FaultFixture implements AutoCloseable {
  /** A token of no known kind, so that no status depends on the documented tokens. */
  private static final String TOKEN = "TheTokenOfTheFaultTable";

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
    this.sandbox = Sandbox.builder().contract(Documented.CONTRACT).clock(server).start();
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
    try {
      Object response = new OperationCall(operation, method, known()).callWith(clients::create);
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

  /** Returns what no example shows: the enterprise, and a member whose change can be seen. */
  private Map<String, Object> known() {
    Map<String, Object> known = new HashMap<>(Map.of("enterprise", sandbox.enterprise()));
    Optional<ResourceOperation> resource = operation.resource();
    resource
        .flatMap(ResourceOperation::members)
        .ifPresent(
            members -> {
              Map.Entry<String, String> kind = members.kinds().entrySet().iterator().next();
              String name =
                  resource.get().does() == ResourceOperation.Action.ADD
                      ? "joining"
                      : FRESH.member(key(resource.get()), members, kind.getValue());
              known.put(OperationCall.BODY, Map.of(kind.getKey(), List.of(name)));
            });
    return known;
  }

  /** Returns the key of the documented resource in the state. */
  private String key(ResourceOperation resource) {
    return operation.parameters(Parameter.Location.PATH).stream()
        .filter(parameter -> resource.parameter().equals(Optional.of(parameter.name())))
        .map(parameter -> new SampleValues(Documented.CONTRACT).documented(operation, parameter))
        .map(ids -> resource.collection() + " " + ids.get(0))
        .findFirst()
        .orElseThrow();
  }

  /** The initial state of every sandbox. */
  private static final State FRESH = fresh();

  private static State fresh() {
    Setting setting = Setting.virtual(Duration.ZERO);
    Operation any = Documented.CONTRACT.operations().get(0);
    try (FaultFixture fixture = new FaultFixture(any, any.id(), setting)) {
      return fixture.state();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * The state that operations can change.
   *
   * @param resources all resources, by collection and id
   */
  private record State(Map<String, JsonNode> resources) {
    int changes(State after) {
      Set<String> keys = new TreeSet<>(resources.keySet());
      keys.addAll(after.resources.keySet());
      return (int)
          keys.stream()
              .filter(key -> !Objects.equals(resources.get(key), after.resources.get(key)))
              .count();
    }

    /** Returns the name of a member of a resource. */
    String member(String key, ResourceOperation.Members members, String type) {
      return Objects.requireNonNull(resources.get(key))
          .at(members.within())
          .valueStream()
          .filter(member -> member.at(members.type()).asText().equals(type))
          .map(member -> member.at(members.name()).asText())
          .findFirst()
          .orElseThrow();
    }
  }

  private State state() throws Exception {
    Map<String, JsonNode> resources = new LinkedHashMap<>();
    try (ApiClients plain = TestApiClients.of(Clients.at(sandbox.baseUrl()).token(TOKEN))) {
      for (Operation list : Documented.CONTRACT.operations()) {
        Optional<ResourceOperation> resource = list.resource();
        if (resource.isPresent() && resource.get().does() == ResourceOperation.Action.LIST) {
          Map<String, Object> owner = Map.of("enterprise", sandbox.enterprise());
          JsonNode document =
              ApiJson.mapper()
                  .valueToTree(new OperationCall(list, list.id(), owner).callWith(plain::create));
          for (JsonNode item : document.at(resource.get().items())) {
            resources.put(
                resource.get().collection() + " " + item.at(resource.get().id()).asText(), item);
          }
        }
      }
    }
    return new State(resources);
  }

  private String example() {
    return operation
        .success()
        .body()
        .map(body -> body.example().orElseThrow().value().toString())
        .orElse("");
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
}
