package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.net.URI;
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

/** All committers, page by page; the enterprise's slug says how many pages there are. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CommitterPages {
  /** Where the prepared server is. */
  @Param("")
  public String baseUrl = "";

  /** How many pages there are. */
  @Param("1")
  public int pages = 1;

  /** Who reads them. */
  @Param public PageReaderKind reader = PageReaderKind.SDK;

  private PageReader connected = () -> 0;

  /** Makes the reader. */
  @Setup
  public void connect() {
    connected = reader.connect(URI.create(baseUrl), Integer.toString(pages), UsageCall.TOKEN);
  }

  /** How many committers there are. */
  @Benchmark
  public long committers() throws IOException {
    long found = connected.committers();
    if (found != (long) pages * PagesRow.COMMITTERS_PER_PAGE) {
      throw new IllegalStateException(found + " committers");
    }
    return found;
  }

  /** Closes the reader. */
  @TearDown
  public void close() {
    connected.close();
  }
}
