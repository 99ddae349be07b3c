package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.MappingIterator;
import dev.ghbilling.client.model.UsageItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A large usage report read item by item, in a heap that is smaller than the report. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 5)
@Fork(value = 2, jvmArgsAppend = "-Xmx64m")
public class StreamBenchmark {
  private static final YearMonth MONTH = YearMonth.of(2025, 1);

  /** The base URL of {@link PreparedServer}. */
  @Param("http://127.0.0.1:8081")
  public String prepared = "";

  /** How many items the report has. */
  @Param("1000000")
  public int size = 0;

  /** Reads with the SDK. */
  @Benchmark
  public BigDecimal sdk() {
    try (SdkClient client = new SdkClient(URI.create(prepared), Integer.toString(size));
        Stream<UsageItem> items = client.items(MONTH)) {
      return sum(items.iterator());
    }
  }

  /** Reads with Jackson's own iterator over the same transport. */
  @Benchmark
  public BigDecimal jackson() throws IOException {
    try (OkHttpClientByHand client =
            new OkHttpClientByHand(URI.create(prepared), Integer.toString(size));
        MappingIterator<UsageItem> items = client.items(MONTH)) {
      return sum(items);
    }
  }

  private BigDecimal sum(Iterator<UsageItem> items) {
    int count = 0;
    BigDecimal net = BigDecimal.ZERO;
    while (items.hasNext()) {
      net = net.add(items.next().netAmount());
      count++;
    }
    if (count != size) {
      throw new IllegalStateException("read %d items instead of %d".formatted(count, size));
    }
    return net;
  }
}
