package dev.ghbilling.conformance;

/** The suite as a process of its own. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(ConformanceCommand.program(System.getenv()).execute(arguments));
  }
}
