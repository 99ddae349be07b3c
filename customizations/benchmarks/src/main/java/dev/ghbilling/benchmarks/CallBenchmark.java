package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.List;
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

/** One usage call whose response has one row, against the sandbox. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 1)
@Fork(3)
public class CallBenchmark {
  /** The day that the contract's example is from. */
  static final LocalDate DAY = LocalDate.of(2023, 8, 1);

  /** The sandbox's base URL. */
  @Param("http://127.0.0.1:8080")
  public String sandbox = "";

  @SuppressWarnings("NullAway.Init")
  private UsageClient sdk;

  @SuppressWarnings("NullAway.Init")
  private UsageClient byHand;

  @SuppressWarnings("NullAway.Init")
  private UsageClient stockFeign;

  @SuppressWarnings("NullAway.Init")
  private UsageClient stockNative;

  /** Makes all clients; none opens a connection before its first call. */
  @Setup
  public void connect() {
    URI baseUrl = URI.create(sandbox);
    sdk = new SdkClient(baseUrl, "octo-enterprise");
    byHand = new OkHttpClientByHand(baseUrl, "octo-enterprise");
    stockFeign = new StockFeignClient(baseUrl, "octo-enterprise");
    stockNative = new StockNativeClient(baseUrl, "octo-enterprise");
  }

  /** Calls with the SDK. */
  @Benchmark
  public BigDecimal sdk() throws IOException {
    return sdk.firstNetAmount(DAY);
  }

  /** Calls with the SDK's transport and Jackson. */
  @Benchmark
  public BigDecimal byHand() throws IOException {
    return byHand.firstNetAmount(DAY);
  }

  /** Calls with the generator's own output for Feign. */
  @Benchmark
  public BigDecimal stockFeign() throws IOException {
    return stockFeign.firstNetAmount(DAY);
  }

  /** Calls with the generator's own output for the JDK's client. */
  @Benchmark
  public BigDecimal stockNative() throws IOException {
    return stockNative.firstNetAmount(DAY);
  }

  /** Closes all clients. */
  @TearDown
  public void close() {
    List.of(sdk, byHand, stockFeign, stockNative).forEach(UsageClient::close);
  }
}
