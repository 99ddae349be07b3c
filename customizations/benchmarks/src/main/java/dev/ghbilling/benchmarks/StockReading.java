package dev.ghbilling.benchmarks;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import stock.feign.api.UsageApi;
import stock.feign.model.UsageItem;

/** A program that reads a large report with the stock client, and says what memory that took. */
final class StockReading {
  /** Printed when the heap was not enough. */
  static final String OUT_OF_MEMORY = "out of memory";

  private StockReading() {}

  /**
   * Prints {@link #OUT_OF_MEMORY}, or the number of items and the bytes that they live in.
   *
   * @param arguments the base URL
   */
  public static void main(String[] arguments) {
    UsageApi api = StockFeign.api(URI.create(arguments[0]), UsageCall.TOKEN);
    try {
      List<UsageItem> items =
          api.getUsageReport(
                  UsageCall.ENTERPRISE,
                  UsageAddress.ACCEPT,
                  UsageAddress.VERSION,
                  new UsageApi.GetUsageReportQueryParams().year(2025).month(1))
              .getUsageItems();
      System.gc();
      long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      System.out.println(items.size() + " " + live);
    } catch (OutOfMemoryError e) {
      System.out.println(OUT_OF_MEMORY);
    }
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }
}
