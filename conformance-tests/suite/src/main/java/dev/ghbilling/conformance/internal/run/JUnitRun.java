package dev.ghbilling.conformance.internal.run;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Executes a run by JUnit's launcher, the same way as in a user's build. */
public final class JUnitRun {
  private static final ThreadLocal<ConformanceRun> CURRENT = new ThreadLocal<>();
  private static final ThreadLocal<Results> RESULTS = new ThreadLocal<>();

  private JUnitRun() {}

  /**
   * Runs the checks on this thread.
   *
   * @throws IllegalStateException when JUnit ended before the run was finished
   */
  public static Results of(ConformanceRun run) {
    CURRENT.set(run);
    try {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create(
              LauncherConfig.builder()
                  .enableTestEngineAutoRegistration(false)
                  .enableTestExecutionListenerAutoRegistration(false)
                  .enableLauncherSessionListenerAutoRegistration(false)
                  .enableLauncherDiscoveryListenerAutoRegistration(false)
                  .enablePostDiscoveryFilterAutoRegistration(false)
                  .addTestEngines(new JupiterTestEngine())
                  .build())
          .execute(
              LauncherDiscoveryRequestBuilder.request()
                  .selectors(DiscoverySelectors.selectClass(Factory.class))
                  .configurationParameter("junit.jupiter.execution.parallel.enabled", "false")
                  .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                  .build(),
              listener);
      return Optional.ofNullable(RESULTS.get())
          .orElseThrow(
              () ->
                  new IllegalStateException(
                      "JUnit ended before the run was finished" + failure(listener)));
    } finally {
      CURRENT.remove();
      RESULTS.remove();
    }
  }

  private static String failure(SummaryGeneratingListener listener) {
    TestExecutionSummary summary = listener.getSummary();
    return summary.getFailures().stream()
        .findFirst()
        .map(failure -> ": " + failure.getException())
        .orElse("");
  }

  /** A test class through which JUnit finds the checks of the run on this thread. */
  static final class Factory {
    @TestFactory
    Stream<DynamicNode> checks() {
      return DynamicChecks.of(CURRENT.get(), RESULTS::set);
    }
  }
}
