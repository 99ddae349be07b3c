package dev.ghbilling.benchmarks;

import java.util.Locale;

/** Values with their units, for people. */
final class Quantity {
  private static final double KILO = 1_000;

  private Quantity() {}

  static String micros(double micros) {
    return micros >= KILO ? millis(micros / KILO) : number(micros) + " us";
  }

  static String millis(double millis) {
    return millis >= KILO ? seconds(millis / KILO) : number(millis) + " ms";
  }

  static String seconds(double seconds) {
    return number(seconds) + " s";
  }

  static String perSecond(double rate) {
    return String.format(Locale.ROOT, "%,.0f/s", rate);
  }

  static String bytes(double bytes) {
    return bytes >= KILO * KILO
        ? number(bytes / KILO / KILO) + " MB"
        : bytes >= KILO ? number(bytes / KILO) + " kB" : number(bytes) + " B";
  }

  /** Three digits at least. */
  static String number(double value) {
    int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
