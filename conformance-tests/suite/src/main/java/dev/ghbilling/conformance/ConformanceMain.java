package dev.ghbilling.conformance;

import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.util.Optional;

/** Starts the conformance command. */
public final class ConformanceMain {
  /** The schemes that the JDK refuses for https through a proxy; by default, Basic is one. */
  private static final String DISABLED_LOGINS = "jdk.http.auth.tunneling.disabledSchemes";

  private ConformanceMain() {}

  /** Runs the command and exits with its code. */
  public static void main(String[] arguments) {
    if (System.getProperty(DISABLED_LOGINS) == null) {
      System.setProperty(DISABLED_LOGINS, "");
    }
    StandardStreams streams = StandardStreams.ofProcess();
    int status = ConformanceCommand.commandLine(System.getenv(), streams).execute(arguments);
    Optional<IOException> failure = streams.failure();
    if (failure.isPresent()) {
      streams.note("conformance: the output can't be written: " + failure.get().getMessage());
      status = status == 0 ? Results.COULD_NOT_RUN : status;
    }
    System.exit(status);
  }
}
