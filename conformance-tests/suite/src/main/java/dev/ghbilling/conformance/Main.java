package dev.ghbilling.conformance;

import picocli.CommandLine;

/** The suite as a process of its own. */
public final class Main {
  private Main() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    System.exit(new CommandLine(new ConformanceCommand(System.getenv())).execute(arguments));
  }
}
