package dev.ghbilling.usage;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageItem;
import dev.ghbilling.fixture.Clients;
import java.net.URI;
import java.time.YearMonth;
import java.util.Iterator;
import java.util.stream.Stream;

/** A program that reads a report, and prints the number of its items and their sum. */
final class LargeReport {
  private LargeReport() {}

  public static void main(String[] arguments) {
    UsageTotal total = UsageTotal.ZERO;
    try (GitHubBilling billing = Clients.at(URI.create(arguments[0])).build();
        Stream<UsageItem> items = billing.usage().stream(UsageQuery.month(YearMonth.of(2025, 3)))) {
      for (Iterator<UsageItem> each = items.iterator(); each.hasNext(); ) {
        total = total.plus(each.next());
      }
    }
    System.out.println(total.items() + " " + total.net().toPlainString());
  }
}
