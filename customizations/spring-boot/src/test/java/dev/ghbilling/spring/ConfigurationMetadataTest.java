package dev.ghbilling.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ghbilling.internal.call.CallSettings;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.convert.DurationStyle;

/** What editors show about the properties. */
final class ConfigurationMetadataTest {
  private final Map<String, JsonNode> properties = new TreeMap<>();

  @BeforeEach
  void read() throws IOException {
    try (InputStream metadata =
        getClass().getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
      new ObjectMapper()
          .readTree(metadata)
          .path("properties")
          .forEach(property -> properties.put(property.path("name").asText(), property));
    }
  }

  @Test
  void properties_all_haveADescriptionAndADefaultUnlessTheyAreUnset() {
    assertThat(properties).containsKeys("ghbilling.token", "management.info.ghbilling.enabled");
    assertThat(properties.values())
        .allSatisfy(property -> assertThat(property.path("description").asText()).endsWith("."));
    properties.values().removeIf(property -> property.has("defaultValue"));
    assertThat(properties.keySet())
        .containsExactly(
            "ghbilling.api-version",
            "ghbilling.app.id",
            "ghbilling.app.installation",
            "ghbilling.app.private-key",
            "ghbilling.clients",
            "ghbilling.enterprise",
            "ghbilling.headers",
            "ghbilling.organization",
            "ghbilling.token",
            "ghbilling.token-file",
            "ghbilling.user",
            "ghbilling.user-agent");
  }

  @Test
  void defaults_areTheClients() {
    CallSettings settings = new CallSettings();

    assertThat(URI.create(value("base-url"))).isEqualTo(settings.baseUrl);
    assertThat(value("allow-insecure")).isEqualTo(String.valueOf(settings.allowInsecure));
    assertThat(duration("connect-timeout")).isEqualTo(settings.connectTimeout);
    assertThat(duration("read-timeout")).isEqualTo(settings.readTimeout);
    assertThat(duration("call-timeout")).isEqualTo(settings.callTimeout);
    assertThat(duration("download-timeout")).isEqualTo(settings.downloadTimeout);
    assertThat(value("max-concurrent-reads"))
        .isEqualTo(String.valueOf(settings.maxConcurrentReads));
    assertThat(value("cached-responses")).isEqualTo(String.valueOf(settings.cachedResponses));
  }

  @Test
  void readme_listsTheProperties() throws IOException {
    String rows =
        properties.values().stream()
            .map(
                property ->
                    "| `%s` | %s | %s |"
                        .formatted(
                            property.path("name").asText(),
                            property.path("defaultValue").asText().replaceFirst("(.+)", "`$1`"),
                            property.path("description").asText()))
            .collect(Collectors.joining("\n"));

    assertThat(Files.readString(Path.of("README.md")))
        .contains("\n|---|---|---|\n" + rows + "\n\n");
  }

  private String value(String property) {
    return Objects.requireNonNull(properties.get("ghbilling." + property))
        .path("defaultValue")
        .asText();
  }

  private Duration duration(String property) {
    return DurationStyle.detectAndParse(value(property));
  }
}
