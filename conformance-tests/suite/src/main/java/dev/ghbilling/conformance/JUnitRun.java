package dev.ghbilling.conformance;

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

/** Lets JUnit do a run, as it would in anybody's build. */
final class JUnitRun {
  private static final ThreadLocal<Run> CURRENT = new ThreadLocal<>();
  private static final ThreadLocal<Results> FOUND = new ThreadLocal<>();

  private JUnitRun() {}

  /**
   * Does the checks on this thread.
   *
   * @throws IllegalStateException when JUnit didn't come to the end
   */
  static Results of(Run run) {
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
      return Optional.ofNullable(FOUND.get())
          .orElseThrow(() -> new IllegalStateException("the run broke off" + why(listener)));
    } finally {
      CURRENT.remove();
      FOUND.remove();
    }
  }

  private static String why(SummaryGeneratingListener listener) {
    TestExecutionSummary summary = listener.getSummary();
    return summary.getFailures().stream()
        .findFirst()
        .map(failure -> ": " + failure.getException())
        .orElse("");
  }

  /** Where JUnit finds the checks of the run on this thread. */
  static final class Factory {
    @TestFactory
    Stream<DynamicNode> checks() {
      return DynamicChecks.of(CURRENT.get(), FOUND::set);
    }
  }
}
