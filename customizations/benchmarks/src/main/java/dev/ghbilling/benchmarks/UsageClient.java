package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;

/** One of the ways to ask for the usage of a day. Safe for use by several threads. */
interface UsageClient extends AutoCloseable {
  /** The net amount of the first row. The whole report has been read then. */
  BigDecimal firstNetAmount(LocalDate day) throws IOException;

  @Override
  void close();
}
