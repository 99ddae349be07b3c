package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
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
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");
  private static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Page.class);

  /** Where the prepared server is. */
  @Param("")
  public String baseUrl = "";

  /** How many pages there are. */
  @Param("1")
  public int pages = 1;

  /** Whether the loop is written by hand. */
  @Param({"false", "true"})
  public boolean byHand = false;

  private final OkHttpClient http = new OkHttpClient();
  private @Nullable GitHubBilling billing;

  /** A page, as somebody writes it who needs just this. */
  record Page(long totalCount, List<Repository> repositories) {}

  record Repository(
      String name,
      long advancedSecurityCommitters,
      List<Committer> advancedSecurityCommittersBreakdown) {}

  record Committer(String userLogin, String lastPushedDate, String lastPushedEmail) {}

  /** Makes the SDK's client. */
  @Setup
  public void connect() {
    billing =
        GitHubBilling.builder()
            .baseUrl(URI.create(baseUrl))
            .enterprise(Integer.toString(pages))
            .token(UsageCall.TOKEN)
            .build();
  }

  /** How many committers there are. */
  @Benchmark
  public long committers() throws IOException {
    long found = byHand ? byHand() : sdk();
    if (found == 0) {
      throw new IllegalStateException("there are no committers");
    }
    return found;
  }

  long sdk() {
    if (billing == null) {
      throw new IllegalStateException("not connected");
    }
    long committers = 0;
    for (var repository : billing.advancedSecurity().repositories()) {
      committers += repository.advancedSecurityCommittersBreakdown().size();
    }
    return committers;
  }

  long byHand() throws IOException {
    long committers = 0;
    String url =
        baseUrl
            + "/enterprises/"
            + pages
            + "/settings/billing/advanced-security?page=1&per_page=100";
    while (!url.isEmpty()) {
      try (Response response =
          http.newCall(OkHttpByHand.request(url, "Bearer " + UsageCall.TOKEN)).execute()) {
        if (response.code() != 200) {
          throw new IOException("HTTP " + response.code());
        }
        Page page = READER.readValue(response.body().byteStream());
        for (Repository repository : page.repositories()) {
          committers += repository.advancedSecurityCommittersBreakdown().size();
        }
        String link = response.header("Link");
        Matcher next = NEXT.matcher(link == null ? "" : link);
        url = next.find() ? next.group(1) : "";
      }
    }
    return committers;
  }

  /** Closes both. */
  @TearDown
  public void close() {
    if (billing != null) {
      billing.close();
    }
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
