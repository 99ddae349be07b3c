package dev.ghbilling.conformance.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.DocumentedOperations;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.mutants.Mutant.Backend;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Runs this suite, Schemathesis and Specmatic against the same broken servers and compares what
 * they catch. A server counts as caught by a tool that finds something which it doesn't find in the
 * good sandbox. The table is in {@code target/peers/peers.md}.
 *
 * <p>With {@code -Dpeers.servers=TEXT}, only the servers are run whose description contains it;
 * with {@code -Dpeers.step=N}, every Nth of each set.
 */
final class PeersIT {
  private static final Path TARGET = Path.of(System.getProperty("peers.target"));
  private static final String NO_REASON = "no reason is known";
  private static final Mutant GOOD = Mutant.of("good", "the sandbox", Middleware.passThrough());

  private static final Map<String, Supplier<List<Mutant>>> SETS = sets();
  private static final List<Peer> PEERS = new ArrayList<>();

  /** The runs of the peers against the good sandbox of a backend. */
  private static final Map<Backend, List<Run>> GOOD_RUNS = new EnumMap<>(Backend.class);

  private static final Queue<Comparison> COMPARISONS = new ConcurrentLinkedQueue<>();

  /** A run of a peer. */
  private record Run(Set<String> failures, int requests, Duration time) {}

  /**
   * What each peer finds in a broken server and not in a good one.
   *
   * @param set the set that the server belongs to
   * @param server the server
   * @param found the findings, in the order of the peers
   */
  private record Comparison(String set, String server, List<Set<String>> found) {
    boolean isCaughtBy(int peer) {
      return !found.get(peer).isEmpty();
    }

    /** Tells whether a peer catches what this suite, the first, misses. */
    boolean isMissed() {
      return !isCaughtBy(0) && found.stream().anyMatch(one -> !one.isEmpty());
    }
  }

  private static Map<String, Supplier<List<Mutant>>> sets() {
    Map<String, Supplier<List<Mutant>>> sets = new LinkedHashMap<>();
    sets.put("documented clauses, one of each aspect", PeersIT::ofClauses);
    sets.put("faults that most requests don't meet", BrokenServers::all);
    sets.put("unusual inputs", () -> List.copyOf(UnusualInputs.all().keySet()));
    return sets;
  }

  /** Returns the mutant in the middle of those of each aspect, without those that never respond. */
  private static List<Mutant> ofClauses() {
    return MutantsTest.mutants().stream()
        .map(PeersIT::alone)
        .filter(mutant -> DocumentedOperations.IDS.contains(mutant.operation()))
        .filter(mutant -> mutant.timeout().equals(GOOD.timeout()))
        .collect(Collectors.groupingBy(Mutant::aspect, TreeMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(mutants -> mutants.get(mutants.size() / 2))
        .toList();
  }

  /** Returns the mutant with a sandbox of its own, since peers write. */
  private static Mutant alone(Mutant mutant) {
    return switch (mutant.backend()) {
      case SHARED -> mutant.with(Backend.OWN);
      case MUCH_USAGE -> mutant.with(Backend.MUCH_USAGE_OWN);
      default -> mutant;
    };
  }

  @BeforeAll
  static void runAgainstTheGoodSandbox() throws IOException, InterruptedException {
    PEERS.addAll(List.of(new SuitePeer(), SchemathesisPeer.in(TARGET), SpecmaticPeer.in(TARGET)));
    good(Backend.OWN);
  }

  @TestFactory
  @Execution(ExecutionMode.CONCURRENT)
  Stream<DynamicTest> brokenServer_isRunAgainstEachPeer() {
    String wanted = System.getProperty("peers.servers", "");
    return SETS.entrySet().stream()
        .flatMap(
            set -> {
              List<Mutant> servers = set.getValue().get();
              int step = Integer.getInteger("peers.step", 1);
              return IntStream.iterate(
                      0, number -> number < servers.size(), number -> number + step)
                  .filter(number -> servers.get(number).toString().contains(wanted))
                  .mapToObj(
                      number ->
                          DynamicTest.dynamicTest(
                              servers.get(number).toString(),
                              () -> compare(set.getKey(), set.getValue(), number)));
            });
  }

  private static void compare(String set, Supplier<List<Mutant>> servers, int number)
      throws IOException, InterruptedException {
    List<Set<String>> found = new ArrayList<>();
    for (int peer = 0; peer < PEERS.size(); peer++) {
      // A server may remember what it was asked.
      Mutant server = servers.get().get(number);
      Run run = run(PEERS.get(peer), server, set + "-" + number);
      Set<String> failures = new HashSet<>(run.failures());
      failures.removeAll(good(server.backend()).get(peer).failures());
      found.add(failures);
    }
    COMPARISONS.add(new Comparison(set, servers.get().get(number).toString(), found));
    System.out.println(servers.get().get(number) + " | " + found);
  }

  /** Runs each peer alone, so that its time says something. */
  private static List<Run> good(Backend backend) throws IOException, InterruptedException {
    synchronized (GOOD_RUNS) {
      List<Run> runs = GOOD_RUNS.get(backend);
      if (runs == null) {
        runs = new ArrayList<>();
        for (Peer peer : PEERS) {
          runs.add(run(peer, GOOD.with(backend), "good-" + backend));
        }
        GOOD_RUNS.put(backend, runs);
      }
      return runs;
    }
  }

  private static Run run(Peer peer, Mutant server, String name)
      throws IOException, InterruptedException {
    // Specmatic takes a comma for the end of a path.
    Path folder =
        TARGET.resolve("runs").resolve((peer.name() + "-" + name).replaceAll("[^\\w.-]", "-"));
    Files.createDirectories(folder);
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    Path contract = folder.resolve("openapi.json");
    ContractJson.MAPPER.writeValue(contract.toFile(), contract(server.backend()));
    AtomicInteger requests = new AtomicInteger();
    try (ProxiedSandbox sandbox = ProxiedSandbox.start(server.backend())) {
      sandbox
          .proxy()
          .use(
              (request, origin) -> {
                requests.incrementAndGet();
                // So that exports are completed for tools that don't wait by the sandbox's clock.
                sandbox.time().advance(Duration.ofSeconds(1));
                return server.middleware().handle(request, origin);
              });
      long start = System.nanoTime();
      Set<String> failures = peer.failures(sandbox, server, contract, folder);
      return new Run(failures, requests.get(), Duration.ofNanos(System.nanoTime() - start));
    }
  }

  /**
   * Returns the contract of the operations that are tested. The values in paths bear the names of
   * the responses' examples, without which Specmatic doesn't use them.
   */
  private static JsonNode contract(Backend backend) {
    Contract contract = Contract.of(Backends.checks(backend).contract().document().deepCopy());
    ObjectNode paths = (ObjectNode) contract.document().path("paths");
    for (Operation operation : contract.operations()) {
      if (!DocumentedOperations.IDS.contains(operation.id())) {
        ObjectNode path = (ObjectNode) paths.path(operation.path());
        path.remove(operation.method().toLowerCase(Locale.ROOT));
        if (path.findParents("operationId").isEmpty()) {
          paths.remove(operation.path());
        }
      }
    }
    for (JsonNode parameter : contract.document().findParents("in")) {
      if (parameter.path("in").asText().equals("path") && parameter.has("example")) {
        ObjectNode value = ((ObjectNode) parameter).putObject("examples").putObject("documented");
        value.set("value", ((ObjectNode) parameter).remove("example"));
      }
    }
    return contract.document();
  }

  @AfterAll
  static void print() throws IOException, InterruptedException {
    List<Run> good = good(Backend.OWN);
    StringBuilder table = new StringBuilder();
    row(table, "", PEERS.stream().map(Peer::name));
    row(table, "---", PEERS.stream().map(peer -> "---"));
    row(table, "settings", PEERS.stream().map(Peer::settings));
    for (String set : SETS.keySet()) {
      List<Comparison> servers = of(set);
      row(
          table,
          "%s: caught, of %d servers".formatted(set, servers.size()),
          IntStream.range(0, PEERS.size())
              .mapToObj(peer -> servers.stream().filter(one -> one.isCaughtBy(peer)).count()));
    }
    row(table, "findings in the good sandbox", good.stream().map(run -> run.failures().size()));
    row(table, "requests", good.stream().map(Run::requests));
    row(table, "seconds", good.stream().map(run -> run.time().toSeconds()));
    Map<String, String> reasons = new HashMap<>();
    UnusualInputs.all().forEach((server, reason) -> reasons.put(server.toString(), reason));
    table.append("\n## Caught by another, and not by this suite\n\n");
    COMPARISONS.stream()
        .filter(Comparison::isMissed)
        .sorted(Comparator.comparing(Comparison::server))
        .forEach(
            one ->
                table.append(
                    "- %s: %s%n"
                        .formatted(one.server(), reasons.getOrDefault(one.server(), NO_REASON))));
    for (String set : SETS.keySet()) {
      table.append("\n## New findings: ").append(set).append("\n\n");
      row(table, "server", PEERS.stream().map(Peer::name));
      row(table, "---", PEERS.stream().map(peer -> "---"));
      of(set).forEach(one -> row(table, one.server(), one.found().stream().map(Set::size)));
    }
    Files.writeString(TARGET.resolve("peers.md"), table);
    System.out.print(table);
    assertThat(table.toString()).doesNotContain(NO_REASON);
  }

  private static List<Comparison> of(String set) {
    return COMPARISONS.stream()
        .filter(one -> one.set().equals(set))
        .sorted(Comparator.comparing(Comparison::server))
        .toList();
  }

  private static void row(StringBuilder table, String head, Stream<?> cells) {
    table
        .append("| ")
        .append(head)
        .append(" | ")
        .append(cells.map(Object::toString).collect(Collectors.joining(" | ")))
        .append(" |\n");
  }
}
