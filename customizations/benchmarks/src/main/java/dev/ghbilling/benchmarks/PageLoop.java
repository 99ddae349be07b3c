package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.model.AdvancedSecurityCommitters;
import dev.ghbilling.http.BillingJson;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.io.CloseMode;

/**
 * The loop that one would write by hand, over Apache HttpComponents 5 and Jackson.
 *
 * @param <P> what a page is read as
 */
final class PageLoop<P> implements PageReader {
  private static final Pattern NEXT = Pattern.compile("<([^>]+)>; *rel=\"next\"");

  private final CloseableHttpClient http = HttpClients.createDefault();
  private final String first;
  private final String authorization;
  private final ObjectReader json;
  private final ToLongFunction<P> committers;

  private PageLoop(
      URI baseUrl,
      String enterprise,
      String token,
      ObjectReader json,
      ToLongFunction<P> committers) {
    this.first =
        "%s/enterprises/%s/settings/billing/advanced-security?page=1&per_page=100"
            .formatted(baseUrl, enterprise);
    this.authorization = "Bearer " + token;
    this.json = json;
    this.committers = committers;
  }

  /** A page, as somebody writes it who needs just this. */
  record Page(long totalCount, List<Repository> repositories) {}

  record Repository(
      String name,
      long advancedSecurityCommitters,
      List<Committer> advancedSecurityCommittersBreakdown) {}

  record Committer(String userLogin, String lastPushedDate, String lastPushedEmail) {}

  /** Into records of its own: text for dates, and nothing of what it doesn't know. */
  static PageReader intoOwnRecords(URI baseUrl, String enterprise, String token) {
    return new PageLoop<Page>(
        baseUrl,
        enterprise,
        token,
        JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build()
            .readerFor(Page.class),
        page ->
            page.repositories().stream()
                .mapToLong(repository -> repository.advancedSecurityCommittersBreakdown().size())
                .sum());
  }

  /** Into the generated records, by the SDK's mapper. */
  static PageReader intoSdkRecords(URI baseUrl, String enterprise, String token) {
    return new PageLoop<AdvancedSecurityCommitters>(
        baseUrl,
        enterprise,
        token,
        BillingJson.mapper().readerFor(AdvancedSecurityCommitters.class),
        page ->
            page.repositories().stream()
                .mapToLong(repository -> repository.advancedSecurityCommittersBreakdown().size())
                .sum());
  }

  @Override
  public long committers() throws IOException {
    long found = 0;
    String url = first;
    while (!url.isEmpty()) {
      HttpGet request = new HttpGet(url);
      request.setHeader("Accept", UsageAddress.ACCEPT);
      request.setHeader(UsageAddress.VERSION_HEADER, UsageAddress.VERSION);
      request.setHeader("User-Agent", UsageAddress.AGENT);
      request.setHeader("Authorization", authorization);
      Counted counted = http.execute(request, this::count);
      found += counted.committers();
      url = counted.next();
    }
    return found;
  }

  /** What a page says: how many committers, and where the next one is; nowhere if empty. */
  private record Counted(long committers, String next) {}

  private Counted count(ClassicHttpResponse response) throws IOException {
    if (response.getCode() != 200) {
      throw new IOException("HTTP " + response.getCode());
    }
    P page = json.readValue(response.getEntity().getContent());
    Header link = response.getFirstHeader("Link");
    Matcher next = NEXT.matcher(link == null ? "" : link.getValue());
    return new Counted(committers.applyAsLong(page), next.find() ? next.group(1) : "");
  }

  @Override
  public void close() {
    http.close(CloseMode.IMMEDIATE);
  }
}
