package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.net.URI;
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

/** Committers of GitHub Advanced Security, read page by page. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 2, time = 2)
@Fork(2)
public class PagesBenchmark {
  /** The base URL of {@link PreparedServer}. */
  @Param("http://127.0.0.1:8081")
  public String prepared = "";

  /** How many pages of 100 repositories there are, with one committer each. */
  @Param("100")
  public int size = 0;

  @SuppressWarnings("NullAway.Init")
  private SdkClient sdk;

  @SuppressWarnings("NullAway.Init")
  private OkHttpClientByHand byHand;

  /** Makes the clients. */
  @Setup
  public void connect() {
    sdk = new SdkClient(URI.create(prepared), Integer.toString(size));
    byHand = new OkHttpClientByHand(URI.create(prepared), Integer.toString(size));
  }

  /** Iterates with the SDK. */
  @Benchmark
  public long sdk() {
    return complete(sdk.committers());
  }

  /** Follows {@code Link} with the SDK's transport and Jackson. */
  @Benchmark
  public long byHand() throws IOException {
    return complete(byHand.committers());
  }

  private long complete(long committers) {
    if (committers != 100L * size) {
      throw new IllegalStateException("read %d committers".formatted(committers));
    }
    return committers;
  }

  /** Closes the clients. */
  @TearDown
  public void close() {
    sdk.close();
    byHand.close();
  }
}
