package dev.ghbilling.benchmarks;

/** Runs the measurements. */
public final class Main {
  private Main() {}

  /** Exits with 0 when it was measured, whatever came out, and 2 when it couldn't be. */
  public static void main(String[] arguments) {
    System.exit(BenchCommand.program(Rows.ALL).execute(arguments));
  }
}
