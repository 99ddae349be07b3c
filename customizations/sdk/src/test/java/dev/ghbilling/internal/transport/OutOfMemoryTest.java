package dev.ghbilling.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import dev.ghbilling.testkit.TestCertificate;
import dev.ghbilling.testkit.TrickleServer;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * Calls end by their deadline although memory runs out. Each program has a JVM of its own, since
 * what an {@link OutOfMemoryError} breaks in a JVM stays broken: the timer of Okio, for example.
 */
class OutOfMemoryTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofSeconds(1);

  @AutoClose
  final RecordingServer silent = new RecordingServer().respondWith(ScriptedResponse.SILENCE);

  @Test
  @Regression(
      input = "an OutOfMemoryError while one call's connection is closed",
      before = "the thread that cuts calls is dead: a call bounded to 2 s took 25 s",
      now = "each call still ends by its deadline")
  void close_outOfMemory_leavesTheDeadlinesOfAllCalls() throws Exception {
    ChildJvm.Exit child = ChildJvm.of(UnclosableSockets.class).run();

    // The child's two streams are one here, so that lines may share a line.
    assertThat(child.output())
        .containsSubsequence(
            "Okio Watchdog",
            "the first call ended",
            "the same client: the time allowed is over",
            "another client: the time allowed is over");
  }

  @Test
  void heap_exhaustedAgainAndAgain_leavesTheDeadlinesOfAllCalls() throws Exception {
    ChildJvm.Exit child =
        ChildJvm.of(ExhaustedHeap.class)
            .options("-Xmx32m", "-XX:+UseSerialGC")
            .run(silent.baseUrl().toString());

    assertThat(child.output())
        .containsSubsequence(
            "every call ended",
            "the same client ended",
            "another client: the time allowed is over");
  }

  @Test
  @Regression(
      input = "a call to a silent server, with nothing left that cuts it",
      before = "it never ended",
      now = "each wait for the server ends with the call's time")
  void timer_thatCutsNothingAnyMore_leavesTheDeadlinesOfAllCalls() throws Exception {
    ChildJvm.Exit child = ChildJvm.of(StuckTimer.class).run();

    assertThat(child.output())
        .containsSubsequence(
            "a silent server: the time allowed is over",
            "a body that trickles: the time allowed is over");
  }

  /** Makes bounded calls while the timer of all clients is kept from cutting them. */
  static final class StuckTimer {
    private StuckTimer() {}

    public static void main(String[] arguments) throws Exception {
      CountDownLatch stuck = new CountDownLatch(1);
      new ExchangeGuard(
          Deadline.after(SHORT, Clock.systemUTC()),
          () -> {
            stuck.countDown();
            awaitForever();
          });
      stuck.await();
      try (RecordingServer silent = new RecordingServer().respondWith(ScriptedResponse.SILENCE);
          TrickleServer endless = new TrickleServer("HTTP/1.1 200 OK\r\n\r\n", " ")) {
        System.out.println("a silent server: " + bounded(silent.baseUrl()));
        System.out.println("a body that trickles: " + bounded(endless.url()));
      }
      System.exit(0);
    }

    private static String bounded(URI server) {
      try (GitHubBilling bounded =
          Clients.at(server).readTimeout(HOUR).callTimeout(SHORT).build()) {
        return outcome(bounded);
      }
    }

    private static void awaitForever() {
      while (true) {
        LockSupport.park();
      }
    }
  }

  /** Makes bounded calls over sockets whose {@code close} fails, and then over others. */
  static final class UnclosableSockets {
    private UnclosableSockets() {}

    public static void main(String[] arguments) throws Exception {
      beQuietAboutThreadsThatEnd();
      BlockingQueue<String> met = new LinkedBlockingQueue<>();
      TestCertificate certificate = TestCertificate.selfSigned("ip:127.0.0.1");
      SSLSocketFactory tls = certificate.context().getSocketFactory();
      try (RecordingServer server =
              new RecordingServer(certificate.context()).respondWith(ScriptedResponse.SILENCE);
          GitHubBilling unclosable =
              Clients.at(server.baseUrl())
                  .tls(new UnclosableSocketFactory(tls, met))
                  .readTimeout(SHORT)
                  .callTimeout(HOUR)
                  .build();
          GitHubBilling other = Clients.at(server.baseUrl()).tls(tls).readTimeout(HOUR).build()) {
        // Loads the classes of TLS, so that the handshake of the call to close takes no second.
        System.out.println("a call beforehand: " + outcome(other.within(SHORT)));
        FutureTask<String> first = new FutureTask<>(() -> outcome(unclosable));
        Thread caller = new Thread(first);
        caller.start();
        String closing = met.poll(2, TimeUnit.MINUTES);
        if (closing == null) {
          throw new IllegalStateException("nothing closed the connection: " + first.get());
        }
        System.out.println(closing);
        caller.interrupt();
        first.get();
        System.out.println("the first call ended");
        System.out.println("the same client: " + outcome(unclosable.within(SHORT)));
        System.out.println("another client: " + outcome(other.within(SHORT)));
      }
      System.exit(0);
    }
  }

  /** Makes bounded calls to a silent server while other threads use up all memory. */
  static final class ExhaustedHeap {
    private static final int CALLERS = 8;
    private static final int CALLS = 2;
    private static final int EATERS = 2;

    /** A number, not "while calls are open": calls without memory might never end by themselves. */
    private static final int FAILED_ALLOCATIONS = 60;

    private static final CountDownLatch START = new CountDownLatch(1);

    private ExhaustedHeap() {}

    public static void main(String[] arguments) throws InterruptedException {
      beQuietAboutThreadsThatEnd();
      AtomicLong exhausted = new AtomicLong();
      try (GitHubBilling silent = Clients.at(URI.create(arguments[0])).readTimeout(HOUR).build();
          GitHubBilling another = silent.toBuilder().build()) {
        GitHubBilling bounded = silent.within(SHORT);
        System.out.println("before: " + outcome(bounded));
        List<Thread> eaters = start(EATERS, () -> eat(exhausted));
        List<Thread> callers = start(CALLERS, () -> call(bounded));
        START.countDown();
        join(callers);
        join(eaters);
        System.out.println("every call ended, " + exhausted + " times out of memory");
        // OkHttp may have lost something of its own, such as a connection: then it fails at once.
        System.out.println("the same client ended: " + outcome(bounded));
        System.out.println("another client: " + outcome(another.within(SHORT)));
      }
      System.exit(0);
    }

    private static void call(GitHubBilling billing) {
      for (int i = 0; i < CALLS; i++) {
        try {
          billing.actions();
        } catch (Throwable ended) {
          // How it ended doesn't matter.
        }
      }
    }

    /** Fills the heap to its last bytes, keeps it full for a while, and lets go. */
    private static void eat(AtomicLong exhausted) {
      while (exhausted.get() < FAILED_ALLOCATIONS) {
        Object[] eaten = null;
        int size = 4096;
        int failures = 0;
        while (failures < 10) {
          try {
            Object[] more = new Object[size];
            more[0] = eaten;
            eaten = more;
          } catch (OutOfMemoryError e) {
            size = Math.max(1, size / 16);
            failures++;
            exhausted.incrementAndGet();
          }
        }
      }
    }

    /** Waits without an iterator, for which there may be no memory. */
    private static void join(List<Thread> threads) throws InterruptedException {
      for (int i = 0; i < threads.size(); i++) {
        threads.get(i).join();
      }
    }

    private static void awaitStart() {
      try {
        START.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static List<Thread> start(int count, Runnable task) {
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Thread thread =
            new Thread(
                () -> {
                  awaitStart();
                  task.run();
                });
        thread.start();
        threads.add(thread);
      }
      return threads;
    }
  }

  /** Or their stack traces would stand in the midst of the lines that a test looks for. */
  private static void beQuietAboutThreadsThatEnd() {
    Thread main = Thread.currentThread();
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, failure) -> {
          if (thread == main) {
            failure.printStackTrace();
          }
        });
  }

  private static String outcome(GitHubBilling billing) {
    try {
      billing.actions();
      return "answered";
    } catch (Throwable e) {
      String message = String.valueOf(e.getMessage());
      return message.substring(message.lastIndexOf(": ") + 2);
    }
  }
}
