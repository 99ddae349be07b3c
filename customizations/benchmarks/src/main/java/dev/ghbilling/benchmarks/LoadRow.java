package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Many callers against a server of which every hundredth answer is a fault. */
final class LoadRow implements Row {
  private static final String FAULT = "fault ";
  private static final double HEAP_GROWTH = 1.10;

  @Override
  public String name() {
    return "load";
  }

  @Override
  public List<Measurement> measure(Bench bench) throws IOException, InterruptedException {
    Plan plan = bench.plan();
    bench.progress().accept("load");
    Map<String, Long> allowed = new HashMap<>();
    Map<String, Long> found = new HashMap<>();
    try (ServerProcess server = ServerProcess.start(SandboxServer.class, "0")) {
      ChildJvm.listen(
          line -> {
            if (line.startsWith(FAULT)) {
              String fault = line.substring(FAULT.length());
              server.tell(fault);
              allowed.merge("outcome-" + LoadFault.valueOf(fault).outcome(), 1L, Long::sum);
            } else {
              String[] words = line.split(" ", 2);
              found.put(words[0], Long.parseLong(words[1]));
            }
          },
          List.of("-Xmx256m"),
          LoadDriver.class,
          server.baseUrl().toString(),
          Integer.toString(plan.callers()),
          Long.toString(plan.load().toMillis()));
    }
    String what = "load: %d callers for %d s, ".formatted(plan.callers(), plan.load().toSeconds());
    long faults = allowed.values().stream().mapToLong(Long::longValue).sum();
    long calls = value(found, "calls");
    double heapFirst = (double) value(found, "heap-1");
    double heapLast = (double) value(found, "heap-3");
    return List.of(
        Measurement.alone(
                what + "errors that no fault accounts for",
                "%,d calls, %,d faults".formatted(calls, faults),
                Figure.exactly((double) unaccounted(found, allowed)),
                "",
                Target.atMost(0))
            .withNote(outcomes(found)),
        Measurement.alone(
            what + "connections left open",
            "",
            Figure.exactly((double) value(found, "sockets-left")),
            "",
            Target.atMost(0)),
        Measurement.ratio(
            what + "heap at the end",
            "a third of the way",
            Quantity.bytes(heapLast),
            Quantity.bytes(heapFirst),
            Figure.exactly(heapLast / heapFirst),
            Target.atMost(HEAP_GROWTH)),
        Measurement.alone(
            what + "p99",
            "p50 " + Quantity.micros((double) value(found, "p50")),
            Figure.exactly(value(found, "p99") / 1000.0),
            " ms",
            Target.none()));
  }

  private static long value(Map<String, Long> found, String name) throws IOException {
    Long value = found.get(name);
    if (value == null) {
      throw new IOException("the callers didn't tell " + name);
    }
    return value;
  }

  /** How often something else came out than there were faults for. */
  static long unaccounted(Map<String, Long> found, Map<String, Long> allowed) {
    return found.entrySet().stream()
        .filter(outcome -> outcome.getKey().startsWith("outcome-"))
        .filter(outcome -> !outcome.getKey().equals("outcome-" + LoadFault.SUCCESS))
        .mapToLong(
            outcome -> Math.max(0, outcome.getValue() - allowed.getOrDefault(outcome.getKey(), 0L)))
        .sum();
  }

  private static String outcomes(Map<String, Long> found) {
    return String.join(
        ", ",
        found.entrySet().stream()
            .filter(outcome -> outcome.getKey().startsWith("outcome-"))
            .sorted(Map.Entry.comparingByKey())
            .map(
                outcome ->
                    outcome.getKey().substring("outcome-".length()) + " " + outcome.getValue())
            .toList());
  }
}
