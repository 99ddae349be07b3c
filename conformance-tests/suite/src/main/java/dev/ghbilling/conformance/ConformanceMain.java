package dev.ghbilling.conformance;

/** Starts the conformance command. */
public final class ConformanceMain {
  private ConformanceMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(ConformanceCommand.commandLine(System.getenv()).execute(arguments));
  }
}
