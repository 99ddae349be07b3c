package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageReport;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.usage.UsageQuery;
import java.io.IOException;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** One usage call whose answer has one row. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class UsageCall {
  private static final String TOKEN = "token";
  private static final LocalDate DAY = LocalDate.parse("2023-08-01");

  private final Sandbox sandbox = Sandbox.builder().start();
  private final GitHubBilling billing =
      GitHubBilling.builder()
          .baseUrl(sandbox.baseUrl())
          .enterprise(sandbox.enterprise())
          .token(TOKEN)
          .build();
  private final HandWrittenClient handWritten =
      new HandWrittenClient(sandbox.baseUrl(), sandbox.enterprise(), TOKEN);

  /** Through the SDK's public noun. */
  @Benchmark
  public UsageReport sdk() {
    return billing.usage().report(UsageQuery.day(DAY));
  }

  /** Through OkHttp and Jackson by hand. */
  @Benchmark
  public Object handWritten() throws IOException {
    return report();
  }

  HandWrittenClient.Report report() throws IOException {
    return handWritten.usage(DAY.getYear(), DAY.getMonthValue(), DAY.getDayOfMonth());
  }

  /** Closes both clients and the server. */
  @TearDown
  public void close() {
    handWritten.close();
    billing.close();
    sandbox.close();
  }
}
