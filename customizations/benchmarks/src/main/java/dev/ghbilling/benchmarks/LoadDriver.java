package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.usage.UsageQuery;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/**
 * A program in which many call at the same time, through one client. For every hundredth call it
 * prints {@code fault} with a fault's name, for whoever can make the server have it.
 */
final class LoadDriver {
  private static final int CALLS_PER_FAULT = 100;
  private static final int MOST_CALLS = 4_000_000;
  private static final int READINGS_OF_HEAP = 3;

  /** Where the inode stands in a line of the system's table of connections. */
  private static final int INODE = 9;

  private final GitHubBilling billing;
  private final int[] micros = new int[MOST_CALLS];
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, LongAdder> outcomes = new ConcurrentHashMap<>();
  private final Random random = new Random(1);

  private LoadDriver(GitHubBilling billing) {
    this.billing = billing;
  }

  /**
   * Prints the faults, and at the end lines of a name and a number.
   *
   * @param arguments the base URL, how many call, and for how many milliseconds
   */
  public static void main(String[] arguments) throws InterruptedException {
    URI baseUrl = URI.create(arguments[0]);
    int callers = Integer.parseInt(arguments[1]);
    long millis = Long.parseLong(arguments[2]);
    // What a first call loads isn't counted.
    try (GitHubBilling billing = client(baseUrl)) {
      billing.usage().report(UsageQuery.day(UsageCall.DAY));
    }
    long socketsBefore = sockets();
    List<Long> heap;
    LoadDriver driver;
    try (GitHubBilling billing = client(baseUrl)) {
      driver = new LoadDriver(billing);
      heap = driver.load(callers, millis);
    }
    System.out.println("sockets-left " + (sockets() - socketsBefore));
    driver.print(heap);
  }

  private static GitHubBilling client(URI baseUrl) {
    return GitHubBilling.builder()
        .baseUrl(baseUrl)
        .enterprise(UsageCall.ENTERPRISE)
        .token(UsageCall.TOKEN)
        .cachedAnswers(0)
        .build();
  }

  private List<Long> load(int callers, long millis) throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    CountDownLatch done = new CountDownLatch(callers);
    for (int caller = 0; caller < callers; caller++) {
      Thread thread =
          new Thread(
              () -> {
                while (System.nanoTime() < end) {
                  call();
                }
                done.countDown();
              },
              "caller-" + caller);
      thread.setDaemon(true);
      thread.start();
    }
    List<Long> heap = new ArrayList<>();
    for (int reading = 1; reading <= READINGS_OF_HEAP; reading++) {
      long until =
          end
              - TimeUnit.MILLISECONDS.toNanos(millis)
                  / READINGS_OF_HEAP
                  * (READINGS_OF_HEAP - reading);
      if (done.await(until - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        break;
      }
      System.gc();
      heap.add(ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed());
    }
    if (!done.await(3, TimeUnit.MINUTES)) {
      throw new IllegalStateException("%d callers hang".formatted(done.getCount()));
    }
    return heap;
  }

  private void call() {
    int number = calls.getAndIncrement();
    if (number % CALLS_PER_FAULT == CALLS_PER_FAULT - 1) {
      synchronized (random) {
        LoadFault[] faults = LoadFault.values();
        System.out.println("fault " + faults[random.nextInt(faults.length)]);
      }
    }
    long begin = System.nanoTime();
    String outcome = LoadFault.SUCCESS;
    try {
      billing.usage().report(UsageQuery.day(UsageCall.DAY));
    } catch (RuntimeException e) {
      outcome = e.getClass().getSimpleName();
    }
    micros[number % MOST_CALLS] = (int) TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - begin);
    outcomes.computeIfAbsent(outcome, unseen -> new LongAdder()).increment();
  }

  private void print(List<Long> heap) {
    new TreeMap<>(outcomes)
        .forEach((outcome, times) -> System.out.println("outcome-" + outcome + " " + times));
    int number = Math.min(calls.get(), MOST_CALLS);
    int[] sorted = Arrays.copyOf(micros, number);
    Arrays.sort(sorted);
    System.out.println("calls " + calls);
    System.out.println("p50 " + sorted[number / 2]);
    System.out.println("p99 " + sorted[number * 99 / 100]);
    for (int i = 0; i < heap.size(); i++) {
      System.out.println("heap-" + (i + 1) + " " + heap.get(i));
    }
  }

  /**
   * The TCP connections that this process has open, without the pair of sockets of another kind
   * that newer JDKs keep for themselves; 0 where the system doesn't tell.
   */
  private static long sockets() {
    Path folder = Path.of("/proc/self/fd");
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(folder)) {
      Set<String> connections = connections();
      return files.filter(file -> connections.contains(target(file))).count();
    } catch (IOException e) {
      return 0;
    }
  }

  /** All TCP connections, by what a file descriptor of one points to. */
  private static Set<String> connections() throws IOException {
    Set<String> found = new HashSet<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      for (String line : Files.readAllLines(Path.of(table))) {
        String[] columns = line.strip().split("\\s+", -1);
        found.add("socket:[" + columns[INODE] + "]");
      }
    }
    return found;
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException closedMeanwhile) {
      return "";
    }
  }
}
