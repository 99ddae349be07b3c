package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.client.model.UsageItem;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * What somebody writes who needs just these calls: the SDK's transport, Jackson and a few lines.
 */
final class OkHttpClientByHand implements UsageClient {
  private static final Pattern NEXT_PAGE = Pattern.compile("<([^>]+)>; *rel=\"next\"");
  private static final JsonMapper JSON =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
  private static final ObjectReader REPORT = JSON.readerFor(Report.class);
  private static final ObjectReader ITEM = JSON.readerFor(UsageItem.class);
  private static final ObjectReader PAGE =
      JSON.copy()
          .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .readerFor(Page.class);

  private final OkHttpClient http = new OkHttpClient();
  private final String billing;

  OkHttpClientByHand(URI baseUrl, String enterprise) {
    this.billing = baseUrl + "/enterprises/" + enterprise + "/settings/billing/";
  }

  record Report(List<Item> usageItems) {}

  record Item(
      String date,
      String product,
      String sku,
      BigDecimal quantity,
      String unitType,
      BigDecimal pricePerUnit,
      BigDecimal grossAmount,
      BigDecimal discountAmount,
      BigDecimal netAmount,
      @Nullable String organizationName,
      @Nullable String repositoryName) {}

  record Page(long totalCount, List<Repository> repositories) {}

  record Repository(
      String name,
      long advancedSecurityCommitters,
      List<Committer> advancedSecurityCommittersBreakdown) {}

  record Committer(String userLogin, String lastPushedDate, String lastPushedEmail) {}

  @Override
  public BigDecimal firstNetAmount(LocalDate day) throws IOException {
    String url =
        "%susage?year=%d&month=%d&day=%d"
            .formatted(billing, day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    try (Response response = get(url)) {
      return REPORT.<Report>readValue(response.body().byteStream()).usageItems().get(0).netAmount();
    }
  }

  /** Iterates over the usage items of a month; whoever reads them closes the iterator. */
  MappingIterator<UsageItem> items(YearMonth month) throws IOException {
    Response response =
        get("%susage?year=%d&month=%d".formatted(billing, month.getYear(), month.getMonthValue()));
    JsonParser parser = ITEM.createParser(response.body().byteStream());
    while (parser.nextToken() != JsonToken.START_ARRAY) {
      // The report's only array is the one with the items.
    }
    parser.nextToken();
    return ITEM.readValues(parser);
  }

  /** Counts the committers of all pages. */
  long committers() throws IOException {
    long committers = 0;
    String url = billing + "advanced-security?page=1&per_page=100";
    while (!url.isEmpty()) {
      try (Response response = get(url)) {
        Page page = PAGE.readValue(response.body().byteStream());
        for (Repository repository : page.repositories()) {
          committers += repository.advancedSecurityCommittersBreakdown().size();
        }
        Matcher next = NEXT_PAGE.matcher(response.header("Link", ""));
        url = next.find() ? next.group(1) : "";
      }
    }
    return committers;
  }

  private Response get(String url) throws IOException {
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", ACCEPT)
            .header("X-GitHub-Api-Version", VERSION)
            .header("User-Agent", "by-hand")
            .header("Authorization", "Bearer " + TOKEN)
            .build();
    Response response = http.newCall(request).execute();
    if (response.code() != 200) {
      response.close();
      throw new IOException("HTTP " + response.code());
    }
    return response;
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
