package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One usage call whose answer has one row, to a sandbox that is already there. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UsageCall {
  static final String TOKEN = "token";
  static final String ENTERPRISE = "octo-enterprise";

  /** The day that the contract's example is of. */
  static final LocalDate DAY = LocalDate.parse("2023-08-01");

  /** Where the sandbox is. */
  @Param("")
  public String baseUrl = "";

  /** Who calls. */
  @Param public ClientKind client = ClientKind.SDK;

  private UsageClient connected = none();

  private static UsageClient none() {
    return ClientKind.URL_CONNECTION.connect(URI.create("http://127.0.0.1"), ENTERPRISE, TOKEN);
  }

  /** Makes the client. */
  @Setup
  public void connect() {
    connected = client.connect(URI.create(baseUrl), ENTERPRISE, TOKEN);
  }

  /** The call. */
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
