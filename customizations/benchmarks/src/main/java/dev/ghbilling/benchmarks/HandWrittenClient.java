package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** What somebody would write for this one call and nothing else. */
final class HandWrittenClient implements AutoCloseable {
  /** The report. */
  record Report(List<Item> usageItems) {}

  /** A row of the report. */
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

  private final OkHttpClient http = new OkHttpClient();
  private final ObjectReader reader =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(Report.class);
  private final HttpUrl usage;
  private final String authorization;

  HandWrittenClient(URI baseUrl, String enterprise, String token) {
    this.usage =
        HttpUrl.get(baseUrl.toString())
            .newBuilder()
            .addPathSegment("enterprises")
            .addPathSegment(enterprise)
            .addPathSegments("settings/billing/usage")
            .build();
    this.authorization = "Bearer " + token;
  }

  Report usage(int year, int month, int day) throws IOException {
    HttpUrl url =
        usage
            .newBuilder()
            .addQueryParameter("year", Integer.toString(year))
            .addQueryParameter("month", Integer.toString(month))
            .addQueryParameter("day", Integer.toString(day))
            .build();
    Request request =
        new Request.Builder()
            .url(url)
            .header("Accept", "application/vnd.github+json")
            .header("X-GitHub-Api-Version", "2022-11-28")
            .header("User-Agent", "hand-written")
            .header("Authorization", authorization)
            .build();
    try (Response response = http.newCall(request).execute()) {
      if (response.code() != 200) {
        throw new IOException("HTTP " + response.code());
      }
      return reader.readValue(response.body().byteStream());
    }
  }

  @Override
  public void close() {
    http.dispatcher().executorService().shutdown();
    http.connectionPool().evictAll();
  }
}
