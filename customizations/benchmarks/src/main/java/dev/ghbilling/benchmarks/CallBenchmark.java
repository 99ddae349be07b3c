package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One usage call whose response has one row, against the sandbox. The optimizing compiler needs
 * more than ten seconds on two processors until it is done with a client.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 3)
@Measurement(iterations = 2, time = 1)
@Fork(2)
public class CallBenchmark {
  /** The day that the contract's example is from. */
  static final LocalDate DAY = LocalDate.of(2023, 8, 1);

  /** The sandbox's base URL. */
  @Param("http://127.0.0.1:8080")
  public String sandbox = "";

  /** Which client calls. */
  @Param({"sdk", "byHand", "stockFeign", "stockNative"})
  public String client = "";

  @SuppressWarnings("NullAway.Init")
  private UsageClient connected;

  /** Makes the client, which opens a connection with its first call. */
  @Setup
  public void connect() {
    URI baseUrl = URI.create(sandbox);
    connected =
        switch (client) {
          case "sdk" -> new SdkClient(baseUrl, "octo-enterprise");
          case "byHand" -> new OkHttpClientByHand(baseUrl, "octo-enterprise");
          case "stockFeign" -> new StockFeignClient(baseUrl, "octo-enterprise");
          case "stockNative" -> new StockNativeClient(baseUrl, "octo-enterprise");
          default -> throw new IllegalArgumentException("there is no client " + client);
        };
  }

  /** Reads the usage of one day. */
  @Benchmark
  public BigDecimal call() throws IOException {
    return connected.firstNetAmount(DAY);
  }

  /** Closes the client. */
  @TearDown
  public void close() {
    connected.close();
  }
}
