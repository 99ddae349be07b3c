package dev.ghbilling.benchmarks;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.usage.UsageQuery;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.stream.Stream;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;

/**
 * A program that reads the items of a report by turns: with the SDK, with Jackson's own iterator,
 * and the bytes alone; all over HttpComponents. The first turn is not counted.
 */
final class StreamReading {
  private static final ObjectReader ITEM = JsonMapper.builder().build().readerFor(UsageItem.class);
  private static final CloseableHttpClient HTTP = HttpClients.createDefault();

  private StreamReading() {}

  /**
   * Prints lines of who read, seconds, items and the sum of their net amounts.
   *
   * @param arguments the base URL, and how many rounds there are
   */
  public static void main(String[] arguments) throws IOException {
    String baseUrl = arguments[0];
    int rounds = Integer.parseInt(arguments[1]);
    for (int round = 0; round <= rounds; round++) {
      print(round, "sdk", sdk(baseUrl));
      print(round, "jackson", jackson(baseUrl));
      print(round, "bytes", bytes(baseUrl));
    }
  }

  private record Reading(double seconds, long items, BigDecimal net) {}

  private static void print(int round, String who, Reading reading) {
    if (round > 0) {
      System.out.printf(
          "%s %s %d %s%n", who, reading.seconds(), reading.items(), reading.net().toPlainString());
    }
  }

  private static Reading sdk(String baseUrl) {
    long begin = System.nanoTime();
    try (GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(URI.create(baseUrl))
                .enterprise(UsageCall.ENTERPRISE)
                .token(UsageCall.TOKEN)
                .build();
        Stream<UsageItem> items = billing.usage().stream(UsageQuery.month(YearMonth.of(2025, 1)))) {
      return sum(items.iterator(), begin);
    }
  }

  private static Reading jackson(String baseUrl) throws IOException {
    long begin = System.nanoTime();
    try (ClassicHttpResponse response = ask(baseUrl);
        JsonParser parser = ITEM.createParser(response.getEntity().getContent())) {
      while (parser.nextToken() != JsonToken.START_ARRAY) {
        // The only array of the document is the one that is looked for.
      }
      parser.nextToken();
      try (MappingIterator<UsageItem> items = ITEM.readValues(parser)) {
        return sum(items, begin);
      }
    }
  }

  private static Reading bytes(String baseUrl) throws IOException {
    long begin = System.nanoTime();
    try (ClassicHttpResponse response = ask(baseUrl);
        InputStream body = response.getEntity().getContent()) {
      byte[] buffer = new byte[1 << 16];
      long all = 0;
      for (int read = body.read(buffer); read >= 0; read = body.read(buffer)) {
        all += read;
      }
      return new Reading(seconds(begin), all, BigDecimal.ZERO);
    }
  }

  private static ClassicHttpResponse ask(String baseUrl) throws IOException {
    return HTTP.executeOpen(
        null,
        HttpComponentsByHand.request(
            baseUrl
                + "/enterprises/"
                + UsageCall.ENTERPRISE
                + "/settings/billing/usage?year=2025&month=1",
            "Bearer " + UsageCall.TOKEN),
        null);
  }

  private static Reading sum(Iterator<UsageItem> items, long begin) {
    long count = 0;
    BigDecimal net = BigDecimal.ZERO;
    while (items.hasNext()) {
      net = net.add(items.next().netAmount());
      count++;
    }
    return new Reading(seconds(begin), count, net);
  }

  static double seconds(long begin) {
    return (System.nanoTime() - begin) / 1e9;
  }
}
