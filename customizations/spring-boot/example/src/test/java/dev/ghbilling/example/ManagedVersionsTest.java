package dev.ghbilling.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The class path of an application, on which the profile {@code boot} also tests the SDK. */
final class ManagedVersionsTest {
  @ParameterizedTest
  @CsvSource({
    "com.fasterxml.jackson.databind.ObjectMapper, jackson-2-bom.version",
    "com.fasterxml.jackson.dataformat.csv.CsvMapper, jackson-2-bom.version",
    "io.micrometer.observation.Observation, micrometer.version",
    "kotlin.Unit, kotlin.version",
    "org.jspecify.annotations.Nullable, jspecify.version",
    "org.slf4j.Logger, slf4j.version",
    "tools.jackson.databind.ObjectMapper, jackson-bom.version"
  })
  void library_hasTheVersionThatBootManages(Class<?> type, String property) throws Exception {
    Path jar = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());

    assertThat(jar.toString()).endsWith("-" + System.getProperty(property) + ".jar");
  }
}
