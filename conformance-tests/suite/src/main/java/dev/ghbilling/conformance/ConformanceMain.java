package dev.ghbilling.conformance;

/** Starts the conformance command. */
public final class ConformanceMain {
  /** The JDK doesn't log in at a proxy by Basic for https, unless this says nothing of Basic. */
  private static final String DISABLED_LOGINS = "jdk.http.auth.tunneling.disabledSchemes";

  private ConformanceMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    if (System.getProperty(DISABLED_LOGINS) == null) {
      System.setProperty(DISABLED_LOGINS, "");
    }
    System.exit(ConformanceCommand.commandLine(System.getenv()).execute(arguments));
  }
}
