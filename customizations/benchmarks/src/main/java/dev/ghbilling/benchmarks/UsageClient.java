package dev.ghbilling.benchmarks;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;

/** A client that reads the usage report of one day. */
interface UsageClient extends AutoCloseable {
  String TOKEN = "token";
  String ACCEPT = "application/vnd.github+json, application/json";
  String VERSION = "2022-11-28";

  /** Reads the whole report and returns the net amount of its first row. */
  BigDecimal firstNetAmount(LocalDate day) throws IOException;

  /** Closes connections, unless they end with the JVM. */
  @Override
  default void close() {}
}
