package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.client.model.ActionsBilling;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.fixture.UnclosedClient;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class AsyncTest {
  @AutoClose
  final RecordingServer server =
      new RecordingServer().respondWith(ScriptedResponse.json(Bodies.ACTIONS));

  @AutoClose final GitHubBilling billing = Clients.at(server.baseUrl()).build();

  /** Released when the client has disconnected. */
  private final CountDownLatch disconnected = new CountDownLatch(1);

  /** Released when the request has arrived. */
  private final CountDownLatch requested = new CountDownLatch(1);

  @Test
  void async_ofACall_runsOnAnotherThread() {
    CompletableFuture<List<Object>> call =
        billing.async(b -> List.of(b.actions(), Thread.currentThread()));

    assertThat(call.join().get(0)).isInstanceOf(ActionsBilling.class);
    assertThat(call.join().get(1)).isNotEqualTo(Thread.currentThread());
  }

  @Test
  void thread_ofACall_isADaemon() {
    assertThat(billing.async(b -> Thread.currentThread().isDaemon()).join()).isTrue();
  }

  @Test
  void failure_ofTheCall_isTheFuturesCause() {
    server.respondWith(ScriptedResponse.of(500, "{\"message\": \"no\"}"));

    assertThatThrownBy(billing.async(b -> b.actions())::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(ServerException.class);
  }

  @Test
  void calls_ofOneClient_runConcurrently() {
    CountDownLatch all = new CountDownLatch(8);
    server.respondWith(
        (request, connection) -> {
          all.countDown();
          await(all);
          ScriptedResponse.json(Bodies.ACTIONS).send(request, connection);
        });

    List<CompletableFuture<ActionsBilling>> calls =
        IntStream.range(0, 8).mapToObj(i -> billing.async(b -> b.actions())).toList();

    assertThat(calls).allSatisfy(call -> assertThat(call.join()).isNotNull());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void cancel_duringTheRequest_closesTheConnection(boolean mayInterrupt) {
    server.respondWith(this::awaitDisconnect);
    try (ReadingThread thread = new ReadingThread();
        GitHubBilling reading = billing.toBuilder().executor(thread).build()) {
      CompletableFuture<ActionsBilling> call = reading.async(b -> b.actions());
      await(requested);
      thread.awaitRead("okhttp3.internal.connection.RealCall");

      assertThat(call.cancel(mayInterrupt)).isTrue();

      await(disconnected);
      assertThatThrownBy(call::join).isInstanceOf(CancellationException.class);
    }
    assertThat(server.requests()).as("not sent again").hasSize(1);
  }

  @Test
  void cancel_duringTheResponse_closesTheConnection() {
    server.respondWith(
        (request, connection) -> {
          ScriptedResponse.withContentLength(5000, 200, "{", "Content-Type: application/json")
              .send(request, connection);
          awaitDisconnect(request, connection);
        });
    try (ReadingThread thread = new ReadingThread();
        GitHubBilling reading = billing.toBuilder().executor(thread).build()) {
      CompletableFuture<ActionsBilling> call = reading.async(b -> b.actions());
      await(requested);
      thread.awaitRead("dev.ghbilling.internal.transport.OkHttpBody");

      call.cancel(true);

      await(disconnected);
    }
  }

  @Test
  void orTimeout_duringTheRequest_closesTheConnection() {
    server.respondWith(this::awaitDisconnect);

    CompletableFuture<ActionsBilling> call = billing.async(b -> b.actions());
    await(requested);
    call.orTimeout(1, TimeUnit.MILLISECONDS);

    assertThatThrownBy(call::join).hasCauseInstanceOf(TimeoutException.class);
    await(disconnected);
  }

  @Test
  void cancel_duringAPause_endsThePause() {
    CountDownLatch waits = new CountDownLatch(1);
    CountDownLatch interrupted = new CountDownLatch(1);
    server.respondWith(ScriptedResponse.of(503, ""));
    try (GitHubBilling waiting =
        TestTime.sleeper(
                billing.toBuilder(),
                duration -> {
                  waits.countDown();
                  try {
                    new CountDownLatch(1).await();
                  } finally {
                    interrupted.countDown();
                  }
                })
            .retryPolicy(RetryPolicy.builder().maxAttempts(3).build())
            .build()) {
      CompletableFuture<ActionsBilling> call = waiting.async(b -> b.actions());
      await(waits);

      call.cancel(true);

      await(interrupted);
    }
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void cancel_beforeTheCallStarts_sendsNothing() {
    Queue<Runnable> later = new ArrayDeque<>();
    try (GitHubBilling slow = billing.toBuilder().executor(later::add).build()) {
      slow.async(b -> b.actions()).cancel(true);

      later.remove().run();
    }

    assertThat(server.requests()).isEmpty();
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Test
  void interrupt_ofACancelledCall_doesNotReachTheNextCall() {
    ThreadPoolExecutor one = CallThreads.daemons();
    one.setCorePoolSize(1);
    one.setMaximumPoolSize(1);
    server.respondWith(this::awaitDisconnect);
    try (GitHubBilling single = billing.toBuilder().executor(one).build()) {
      CompletableFuture<ActionsBilling> call = single.async(b -> b.actions());
      await(requested);
      server.respondWith(ScriptedResponse.json(Bodies.ACTIONS));

      call.cancel(true);

      assertThat(single.async(b -> b.actions()).join()).isNotNull();
    } finally {
      one.shutdownNow();
    }
  }

  @Test
  void result_ofAnAbandonedCall_isClosed() {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    CompletableFuture<AutoCloseable> call =
        billing.async(
            b -> {
              begun.countDown();
              awaitInterrupt();
              return closed::countDown;
            });
    await(begun);

    call.cancel(true);

    await(closed);
  }

  @Test
  void executor_thatRejects_failsTheFuture() {
    Executor full =
        task -> {
          throw new RejectedExecutionException("full");
        };
    try (GitHubBilling refused = billing.toBuilder().executor(full).build()) {
      assertThatThrownBy(refused.async(b -> b.actions())::join)
          .hasCauseInstanceOf(RejectedExecutionException.class);
    }
  }

  @Test
  void threads_onOlderJvms_endWhenIdle() {
    ThreadPoolExecutor pool = CallThreads.daemons();
    assertThat(pool.getPoolSize()).as("nothing started").isZero();
    CountDownLatch daemon = new CountDownLatch(1);

    pool.execute(
        () -> {
          if (Thread.currentThread().isDaemon()) {
            daemon.countDown();
          }
        });

    await(daemon);
    assertThat(pool.allowsCoreThreadTimeOut()).isTrue();
    pool.shutdown();
  }

  @Test
  void threads_onNewerJvms_areVirtual() throws ReflectiveOperationException {
    assumeTrue(Runtime.version().feature() >= 21, "no virtual threads before JDK 21");

    Thread thread = billing.async(b -> Thread.currentThread()).join();

    assertThat(Thread.class.getMethod("isVirtual").invoke(thread)).isEqualTo(true);
  }

  @Test
  void call_onAVirtualThread_succeeds() throws Exception {
    assumeTrue(Runtime.version().feature() >= 21, "no virtual threads before JDK 21");
    ExecutorService virtual = (ExecutorService) CallThreads.executor();

    var calls = IntStream.range(0, 100).mapToObj(i -> virtual.submit(billing::actions));

    for (var call : calls.toList()) {
      assertThat(call.get()).isNotNull();
    }
    assertThat(server.requests()).hasSize(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"never", "directly", "async"})
  void client_notClosed_doesNotKeepTheJvmAlive(String use) throws Exception {
    ChildJvm.Exit child = ChildJvm.of(UnclosedClient.class).run(server.baseUrl().toString(), use);

    assertThat(child.output()).contains("the end of main, with Micrometer");
    assertThat(child.status()).isZero();
  }

  @Test
  void call_stillRunning_doesNotKeepTheJvmAlive() throws Exception {
    server.respondWith(ScriptedResponse.SILENCE);

    ChildJvm.Exit child =
        ChildJvm.of(UnclosedClient.class).run(server.baseUrl().toString(), "under-way");

    assertThat(child.output()).contains("the end of main");
    assertThat(child.status()).isZero();
  }

  @Test
  void within_ofAnAsyncCall_endsInTime() {
    server.respondWith(ScriptedResponse.SILENCE);
    try (GitHubBilling impatient = billing.within(Duration.ofMillis(200))) {
      assertThat(
              catchThrowableOfType(
                      CompletionException.class, impatient.async(b -> b.actions())::join)
                  .getCause())
          .isInstanceOf(ConnectionException.class);
    }
  }

  /** A platform thread, which doesn't notice an interrupt while it reads from a socket. */
  private static final class ReadingThread implements Executor, AutoCloseable {
    private final CompletableFuture<Thread> thread = new CompletableFuture<>();

    @Override
    public void execute(Runnable task) {
      Thread made = new Thread(task, "reading");
      made.setDaemon(true);
      made.start();
      thread.complete(made);
    }

    /** Waits until the thread blocks in a read of that class. */
    void awaitRead(String reader) {
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
      while (!waitsFor(reader)) {
        if (System.nanoTime() > end) {
          throw new AssertionError(reader + " reads nothing");
        }
        Thread.onSpinWait();
      }
    }

    private boolean waitsFor(String reader) {
      List<StackTraceElement> stack = List.of(thread.join().getStackTrace());
      return !stack.isEmpty()
          && stack.get(0).isNativeMethod()
          && stack.stream().anyMatch(step -> step.getMethodName().equals("timedRead"))
          && stack.stream().anyMatch(step -> step.getClassName().equals(reader));
    }

    @Override
    public void close() {
      thread.join().interrupt();
    }
  }

  private void awaitDisconnect(ReceivedRequest request, Socket connection) throws IOException {
    requested.countDown();
    try (InputStream in = connection.getInputStream()) {
      in.transferTo(OutputStream.nullOutputStream());
    } finally {
      disconnected.countDown();
    }
  }

  private static void awaitInterrupt() {
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // Ends like a call that returns its response despite the interrupt.
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      // Less than the client's own timeouts, which would end the call too.
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("it did not happen");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
