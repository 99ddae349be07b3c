package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;

/** A program that reads a large report with a stock client, and says what memory that took. */
final class StockReading {
  /** Printed when the heap was not enough. */
  static final String OUT_OF_MEMORY = "out of memory";

  private StockReading() {}

  /** A call that gives all items at once. */
  private interface Reading {
    List<?> items() throws IOException;
  }

  /**
   * Prints {@link #OUT_OF_MEMORY}, or the number of items and the bytes that they live in.
   *
   * @param arguments the base URL, and which client: the name of its {@link ClientKind}
   */
  public static void main(String[] arguments) throws IOException {
    URI baseUrl = URI.create(arguments[0]);
    Reading reading =
        switch (ClientKind.valueOf(arguments[1])) {
          case STOCK_FEIGN -> () -> StockFeign.items(baseUrl, UsageCall.ENTERPRISE, UsageCall.TOKEN);
          case STOCK_NATIVE ->
              () -> StockNative.items(baseUrl, UsageCall.ENTERPRISE, UsageCall.TOKEN);
          default -> throw new IllegalArgumentException(arguments[1]);
        };
    try {
      List<?> items = reading.items();
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
