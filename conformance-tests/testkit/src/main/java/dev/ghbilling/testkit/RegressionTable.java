package dev.ghbilling.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Prints what came before and comes now for each {@link Regression} test that ran, and writes it to
 * {@code target/regressions.txt}. JUnit finds it as a service.
 */
public final class RegressionTable implements TestExecutionListener {
  private final Path file;

  /** Whether each test passed, with all its parameters. */
  private final Map<Method, Boolean> passed = new ConcurrentHashMap<>();

  /** Creates the table of this module, for JUnit. */
  public RegressionTable() {
    this(Path.of("target", "regressions.txt"));
  }

  RegressionTable(Path file) {
    this.file = file;
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    boolean success = result.getStatus() == TestExecutionResult.Status.SUCCESSFUL;
    test.getSource()
        .filter(MethodSource.class::isInstance)
        .map(source -> ((MethodSource) source).getJavaMethod())
        .filter(method -> method.isAnnotationPresent(Regression.class))
        .ifPresent(method -> passed.merge(method, success, Boolean::logicalAnd));
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
    if (passed.isEmpty()) {
      return;
    }
    String table =
        passed.keySet().stream()
            .sorted(Comparator.comparing(Method::toString))
            .map(this::row)
            .collect(Collectors.joining("\n", "Regressions: " + passed.size() + "\n", ""));
    System.out.println(table);
    try {
      Files.writeString(file, table + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String row(Method method) {
    Regression regression = method.getAnnotation(Regression.class);
    return """
        %s
          before: %s
          now:    %s%s
          test:   %s.%s"""
        .formatted(
            regression.input(),
            regression.before(),
            regression.now(),
            Boolean.TRUE.equals(passed.get(method)) ? "" : " (FAILED)",
            method.getDeclaringClass().getSimpleName(),
            method.getName());
  }
}
