package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.UnreadableResponseException;
import dev.ghbilling.sandbox.Fault;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.usage.UsageQuery;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many callers share one client for a minute while every hundredth call meets a fault. Runs with
 * {@code -Psoak} only; {@code -Dsoak.seconds} sets how long. The sandbox is another process,
 * because its heap and its connections are not the client's.
 */
@Tag("soak")
class SoakTest {
  private static final long SECONDS = Long.getLong("soak.seconds", 60);
  private static final int CALLERS = 64;
  private static final int CALLS_PER_FAULT = 100;
  private static final int MOST_LATENCIES = 4_000_000;
  private static final double HEAP_GROWTH = 1.10;

  /** A fault that one call meets, and the exceptions that may come of it. */
  @SuppressWarnings("ImmutableEnumChecker") // Nobody changes a list or a constant supplier.
  private enum SoakFault {
    RESET(Fault::reset),
    RESET_WITHIN_BODY(() -> Fault.ownResponse().resetWithinBody(20)),
    TRUNCATED(() -> Fault.ownResponse().truncatedAfter(20)),
    SERVER_ERROR(() -> Fault.status(500)),
    BAD_GATEWAY(() -> Fault.htmlPage(502)),
    UNAVAILABLE(() -> Fault.status(503)),
    SLOW(() -> Fault.ownResponse().delayed(Duration.ofMillis(200))),
    BAD_REQUEST(() -> Fault.status(400), BadRequestException.class),
    FORBIDDEN(() -> Fault.status(403), PermissionException.class),
    NOT_FOUND(() -> Fault.status(404), NotFoundException.class),
    CONFLICT(() -> Fault.status(409), ConflictException.class),
    NOT_JSON(() -> Fault.htmlPage(200), UnreadableResponseException.class);

    private final Supplier<Fault> fault;
    private final List<Class<?>> exceptions;

    SoakFault(Supplier<Fault> fault, Class<?>... exceptions) {
      this.fault = fault;
      this.exceptions = List.of(exceptions);
    }
  }

  /** The sandbox's process: prints its base URL, then injects the fault that each line names. */
  static final class Server {
    private static final int MOST_RULES = 50;

    private Server() {}

    public static void main(String[] arguments) throws IOException {
      try (Sandbox sandbox = Sandbox.builder().rateLimit(Integer.MAX_VALUE).start();
          BufferedReader faults =
              new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
        System.out.println(sandbox.baseUrl());
        int injected = 0;
        for (String name = faults.readLine(); name != null; name = faults.readLine()) {
          if (++injected % MOST_RULES == 0) {
            // By far most rules have met their call; they would pile up.
            sandbox.faults().clear();
          }
          sandbox.faults().onAny().next(1).inject(SoakFault.valueOf(name).fault.get());
        }
      }
    }
  }

  private final Map<Class<?>, LongAdder> failures = new ConcurrentHashMap<>();
  private final Map<Class<?>, Integer> allowed = new HashMap<>();
  private final int[] micros = new int[MOST_LATENCIES];
  private final AtomicInteger calls = new AtomicInteger();
  private final Random random = new Random(1);

  @Test
  void client_underLoadWithFaults_accountsForAllAndKeepsNothing() throws Exception {
    Process server =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Server.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Long> heap;
    long connectionsBefore;
    try (PrintWriter faults = new PrintWriter(server.outputWriter(StandardCharsets.UTF_8), true)) {
      URI baseUrl = URI.create(server.inputReader(StandardCharsets.UTF_8).readLine());
      // Loads what a first call loads.
      try (GitHubBilling billing = client(baseUrl)) {
        call(billing, faults);
      }
      connectionsBefore = connections();
      try (GitHubBilling billing = client(baseUrl)) {
        heap = load(billing, faults);
      }
    } finally {
      server.destroy();
    }

    int[] sorted = Arrays.copyOf(micros, Math.min(calls.get(), MOST_LATENCIES));
    Arrays.sort(sorted);
    System.out.printf(
        "soak: %,d calls, p50 %,d us, p99 %,d us, failures %s, heap %s%n",
        calls.get(),
        sorted[sorted.length / 2],
        sorted[(int) (sorted.length * 0.99)],
        failures,
        heap);
    assertThat(failures)
        .as("exceptions that no fault accounts for, of %s", allowed)
        .allSatisfy(
            (type, count) ->
                assertThat(count.intValue()).isLessThanOrEqualTo(allowed.getOrDefault(type, 0)));
    assertThat(connections()).as("connections after close").isEqualTo(connectionsBefore);
    assertThat((double) heap.get(2))
        .as("heap at the end, %s in all", heap)
        .isLessThanOrEqualTo(HEAP_GROWTH * heap.get(0));
  }

  private static GitHubBilling client(URI baseUrl) {
    return GitHubBilling.builder()
        .baseUrl(baseUrl)
        .enterprise("octo-enterprise")
        .token("token")
        .cachedResponses(0)
        .build();
  }

  /** Lets all callers call, and returns the heap in use after each third of the time. */
  private List<Long> load(GitHubBilling billing, PrintWriter faults) throws Exception {
    ExecutorService callers = Executors.newFixedThreadPool(CALLERS);
    long third = TimeUnit.SECONDS.toNanos(SECONDS) / 3;
    long begin = System.nanoTime();
    Callable<Void> caller =
        () -> {
          while (System.nanoTime() - begin < 3 * third) {
            call(billing, faults);
          }
          return null;
        };
    List<Future<Void>> running = new ArrayList<>();
    for (int i = 0; i < CALLERS; i++) {
      running.add(callers.submit(caller));
    }
    callers.shutdown();
    List<Long> heap = new ArrayList<>();
    for (int reading = 1; reading <= 3; reading++) {
      long left = reading * third - (System.nanoTime() - begin);
      boolean ended = callers.awaitTermination(left, TimeUnit.NANOSECONDS);
      assertThat(ended && reading < 3).as("callers ended early").isFalse();
      System.gc();
      heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    assertThat(callers.awaitTermination(3, TimeUnit.MINUTES)).as("no caller hangs").isTrue();
    for (Future<Void> ended : running) {
      ended.get();
    }
    return heap;
  }

  private synchronized void inject(PrintWriter faults) {
    SoakFault fault = SoakFault.values()[random.nextInt(SoakFault.values().length)];
    fault.exceptions.forEach(type -> allowed.merge(type, 1, Integer::sum));
    faults.println(fault);
  }

  private void call(GitHubBilling billing, PrintWriter faults) {
    int number = calls.incrementAndGet();
    if (number % CALLS_PER_FAULT == 0) {
      inject(faults);
    }
    long begin = System.nanoTime();
    try {
      billing.usage().report(UsageQuery.day(LocalDate.of(2023, 8, 1)));
    } catch (RuntimeException e) {
      failures.computeIfAbsent(e.getClass(), unseen -> new LongAdder()).increment();
    }
    micros[number % MOST_LATENCIES] =
        (int) TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
  }

  /** Counts this process's TCP connections, where the system has a list of them. */
  private static long connections() throws IOException {
    Set<String> tcp = new HashSet<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        for (String line : Files.readAllLines(Path.of(table))) {
          tcp.add("socket:[" + line.strip().split("\\s+", -1)[9] + "]");
        }
      }
    }
    if (tcp.isEmpty()) {
      return 0;
    }
    try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
      return open.filter(file -> tcp.contains(target(file))).count();
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
