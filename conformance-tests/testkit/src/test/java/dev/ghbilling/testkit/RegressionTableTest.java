package dev.ghbilling.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class RegressionTableTest {
  @TempDir Path folder;

  static final class SomeTests {
    @Test
    @Regression(input = "a long header", before = "hung", now = "ends at once")
    void passing() {}

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @Regression(input = "two files", before = "mixed", now = "kept apart")
    void failingOnce(boolean passes) {
      assertThat(passes).isTrue();
    }

    @Test
    void ofNoDefect() {}
  }

  @Test
  void table_ofSeveralTests_tellsWhatCameAndComesAndWhichFailed() throws IOException {
    Path file = folder.resolve("table.txt");

    run(SomeTests.class, file);

    assertThat(file)
        .hasContent(
            """
            Regressions: 2
            two files
              before: mixed
              now:    kept apart (FAILED)
              test:   SomeTests.failingOnce
            a long header
              before: hung
              now:    ends at once
              test:   SomeTests.passing
            """);
  }

  @Test
  void table_ofNoSuchTest_isNotWritten() throws IOException {
    run(ManualClockTest.class, folder.resolve("table.txt"));

    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private static void run(Class<?> tests, Path file) {
    LauncherFactory.create(
            LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build())
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build(),
            new RegressionTable(file));
  }
}
