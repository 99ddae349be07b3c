package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.http.ReverseProxy;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.run.RunSettings;
import dev.ghbilling.conformance.internal.run.TrafficRun;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Judges what somebody's client and the server say to each other through a proxy. */
final class ClientTraffic {
  private final Contract contract;
  private final RunSettings settings;
  private final StandardStreams streams;
  private final TrafficRun run;

  ClientTraffic(Contract contract, RunSettings settings, StandardStreams streams)
      throws IOException {
    this.contract = contract;
    this.settings = settings;
    this.streams = streams;
    this.run = new TrafficRun(contract, settings);
  }

  /** What is done with the results; returns the exit status. */
  @FunctionalInterface
  interface Conclusion {
    int of(Results results) throws IOException;
  }

  /** Serves until the process is told to end, or this thread is interrupted. */
  int untilStopped(int port, Conclusion conclusion) throws IOException {
    Clock clock = Clock.systemUTC();
    Instant began = clock.instant();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch concluded = new CountDownLatch(1);
    AtomicInteger status = new AtomicInteger(Results.COULD_NOT_RUN);
    Thread hook = new Thread(() -> endProcess(stop, concluded, status), "end-of-traffic");
    Runtime.getRuntime().addShutdownHook(hook);
    try (ReverseProxy proxy =
        new ReverseProxy(settings.server(), contract, port, clock, run, streams::note)) {
      streams.line(proxy.url().toString());
      streams.note("conformance: press Ctrl-C to end");
      try {
        stop.await();
      } catch (InterruptedException e) {
        streams.note("conformance: interrupted");
      }
      Duration took = Duration.between(began, clock.instant());
      status.set(conclusion.of(run.results(proxy.tokens(), began, took)));
      return status.get();
    } finally {
      concluded.countDown();
      if (stop.getCount() > 0) {
        Runtime.getRuntime().removeShutdownHook(hook);
      }
    }
  }

  /** Lets a process that was told to end have the exit status of the run. */
  private static void endProcess(
      CountDownLatch stop, CountDownLatch concluded, AtomicInteger status) {
    stop.countDown();
    try {
      concluded.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    Runtime.getRuntime().halt(status.get());
  }
}
