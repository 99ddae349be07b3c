package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.DoubleFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * One usage call of one row: latency, throughput and bytes beside the fastest client by hand, and
 * latency beside the clients that people have without writing one.
 */
final class CallRow implements Row {
  private static final int MANY_THREADS = 16;

  /** Who may be near to the SDK; for the others one round says enough. */
  private static final Set<ClientKind> CONTENDERS =
      EnumSet.of(
          ClientKind.SDK, ClientKind.HTTP_COMPONENTS, ClientKind.OKHTTP, ClientKind.URL_CONNECTION);

  private static final double LATENCY = 1.10;
  private static final double THROUGHPUT = 0.95;
  private static final double BYTES = 1.25;

  private final Set<ClientKind> byHand;
  private final Set<ClientKind> common;

  /**
   * The call beside other clients.
   *
   * @param byHand of which the best counts
   * @param common each of which counts
   */
  CallRow(Set<ClientKind> byHand, Set<ClientKind> common) {
    this.byHand = byHand;
    this.common = common;
  }

  @Override
  public String name() {
    return "call";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException {
    List<Measurement> found = new ArrayList<>();
    try (ServerProcess server = ServerProcess.start(SandboxServer.class, "0")) {
      Set<ClientKind> all = EnumSet.of(ClientKind.SDK, ClientKind.SDK_WITH_CACHE);
      all.addAll(byHand);
      all.addAll(common);
      Sampling one = new Sampling(bench, server, 1, all);
      found.add(one.latency(byHand, Target.atMost(LATENCY)));
      found.add(one.throughput(byHand));
      found.add(one.bytes(byHand));
      for (ClientKind other : common) {
        found.add(one.latency(Set.of(other), Target.lessThan(1)));
      }
      found.add(one.cached(byHand));
      Set<ClientKind> contenders = EnumSet.copyOf(byHand);
      contenders.add(ClientKind.SDK);
      Sampling many = new Sampling(bench, server, MANY_THREADS, contenders);
      found.add(many.latency(byHand, Target.atMost(LATENCY)));
      found.add(many.throughput(byHand));
    }
    return found;
  }

  /** Rounds in which each client has its turn. */
  private static final class Sampling {
    private final Map<ClientKind, List<Sampled>> samples = new EnumMap<>(ClientKind.class);
    private final int threads;
    private final String what;

    Sampling(Bench bench, ServerProcess server, int threads, Set<ClientKind> clients)
        throws IOException {
      this.threads = threads;
      this.what = "usage call, %d thread%s, ".formatted(threads, threads == 1 ? "" : "s");
      bench.progress().accept(what + "the server gets warm");
      sample(bench, server, ClientKind.URL_CONNECTION);
      List<ClientKind> turns = new ArrayList<>(clients);
      for (int round = 1; round <= bench.plan().rounds(); round++) {
        for (ClientKind client : turns) {
          if (round > 1 && !CONTENDERS.contains(client)) {
            continue;
          }
          bench.progress().accept(what + "round " + round + ": " + client.label());
          samples
              .computeIfAbsent(client, unseen -> new ArrayList<>())
              .add(sample(bench, server, client));
        }
        // Nobody always comes after the same one.
        Collections.rotate(turns, 1 + turns.size() / bench.plan().rounds());
      }
    }

    private Sampled sample(Bench bench, ServerProcess server, ClientKind client)
        throws IOException {
      return Sampled.of(
          UsageCall.class,
          threads,
          // Many callers make as many calls in less time.
          threads == 1 ? bench.plan().callWarmUp() : bench.plan().callWarmUp().dividedBy(2),
          bench.plan().callTime(),
          Map.of("baseUrl", server.baseUrl().toString(), "client", client.name()));
    }

    Measurement latency(Collection<ClientKind> others, Target target) {
      return beside("p50", ClientKind.SDK, others, Sampled::median, 1, target, Quantity::micros);
    }

    Measurement throughput(Collection<ClientKind> others) {
      return beside(
          "throughput",
          ClientKind.SDK,
          others,
          sampled -> sampled.throughput(threads),
          -1,
          Target.atLeast(THROUGHPUT),
          Quantity::perSecond);
    }

    Measurement bytes(Collection<ClientKind> others) {
      return beside(
          "bytes allocated",
          ClientKind.SDK,
          others,
          Sampled::bytes,
          1,
          Target.atMost(BYTES),
          Quantity::bytes);
    }

    Measurement cached(Collection<ClientKind> others) {
      return beside(
          "p50 of what the cache knows",
          ClientKind.SDK_WITH_CACHE,
          others,
          Sampled::median,
          1,
          Target.none(),
          Quantity::micros);
    }

    /** Beside the best of some clients: the one with the least value, or with sign -1 the most. */
    private Measurement beside(
        String value,
        ClientKind ours,
        Collection<ClientKind> others,
        ToDoubleFunction<Sampled> of,
        int sign,
        Target target,
        DoubleFunction<String> text) {
      DoubleUnaryOperator signed = number -> sign * number;
      ClientKind best =
          others.stream()
              .min(
                  Comparator.comparingDouble(
                      other -> signed.applyAsDouble(Figure.of(values(other, of)).median())))
              .orElseThrow();
      Measurement measurement =
          Measurement.ratio(
              what + value,
              best.label(),
              text.apply(Figure.of(values(ours, of)).median()),
              text.apply(Figure.of(values(best, of)).median()),
              Figure.ofRatios(values(ours, of), values(best, of)),
              target);
      String rest =
          others.stream()
              .filter(other -> other != best)
              .map(other -> other.label() + " " + text.apply(Figure.of(values(other, of)).median()))
              .collect(Collectors.joining(", "));
      return measurement.withNote(rest);
    }

    private List<Double> values(ClientKind client, ToDoubleFunction<Sampled> of) {
      return samples.getOrDefault(client, List.of()).stream().mapToDouble(of).boxed().toList();
    }
  }
}
