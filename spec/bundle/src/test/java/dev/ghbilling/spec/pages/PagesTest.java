package dev.ghbilling.spec.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesTest {
  private static final Contract CONTRACT = Contract.bundled();
  private static final Pattern DOCUMENT = Pattern.compile("Redoc\\.init\\((\\{.*\\}), \\{\n");

  private static final Pattern SCRIPT = Pattern.compile("(?s)<script>.*?</script>");

  @TempDir private static Path folder;
  private static String page;

  @BeforeAll
  static void madeOnce() throws IOException {
    Path bundle = Files.createDirectory(folder.resolve("bundle"));
    Files.writeString(
        bundle.resolve("openapi.json"), CONTRACT.document().toString().replace("octo", "<octo"));
    Files.writeString(bundle.resolve("openapi.yaml"), "openapi: 3.1.0");
    Pages.main(
        new String[] {
          bundle.toString(),
          System.getProperty("redoc.version"),
          folder.resolve("site").toString(),
          folder.resolve("samples").toString()
        });
    page = Files.readString(folder.resolve("site/index.html"));
  }

  @Test
  void page_resources_areAllInIt() {
    String markup = SCRIPT.matcher(page).replaceAll("");
    assertThat(markup).contains("default-src 'none'").doesNotContainPattern("(src|href)=");
    assertThat(page.contains("cdn.redoc.ly")).isFalse();
  }

  @Test
  void page_markupInTheContract_doesNotEndTheScript() throws IOException {
    assertThat(document().path("info").path("title").asText())
        .isEqualTo(CONTRACT.document().at("/info/title").asText());
    assertThat(SCRIPT.matcher(page).results().count()).isEqualTo(2);
    assertThat(page.split("</script", -1).length).isEqualTo(3);
    assertThat(page.contains("\\u003cocto-enterprise")).isTrue();
    assertThat(page.contains("<octo-enterprise")).isFalse();
  }

  @Test
  void page_operation_hasASampleInEachLanguage() throws IOException {
    for (Operation operation : CONTRACT.operations()) {
      assertThat(shown(operation).path("x-codeSamples"))
          .as(operation.id())
          .hasSameSizeAs(Samples.LANGUAGES)
          .allSatisfy(sample -> assertThat(sample.path("source").asText()).isNotBlank());
    }
  }

  @Test
  void page_tokens_areSpelledOut() throws IOException {
    for (Operation operation : CONTRACT.operations()) {
      String description = shown(operation).path("description").asText();
      for (JsonNode accepted : operation.node().at("/x-tokens/accepted")) {
        assertThat(description).as(operation.id()).contains("- accepted: ");
        for (JsonNode scope : accepted.path("scopes")) {
          assertThat(description).as(operation.id()).contains("scope `" + scope.asText() + "`");
        }
      }
      assertThat(description.split("- not accepted: ", -1))
          .as(operation.id())
          .hasSize(operation.node().at("/x-tokens/refused").size() + 1);
    }
  }

  @Test
  void write_sampleOfARemovedOperation_isDeleted() throws IOException {
    Path left = Files.writeString(folder.resolve("samples/java/Gone.java"), "class Gone {}");
    Path right = folder.resolve("samples/java/GetUsageReport.java");
    var written = Files.getLastModifiedTime(right);

    Samples.write(Contract.read(folder.resolve("bundle/openapi.json")), folder.resolve("samples"));

    assertThat(left).doesNotExist();
    assertThat(Files.getLastModifiedTime(right)).isEqualTo(written);
  }

  private static JsonNode shown(Operation operation) throws IOException {
    return document()
        .path("paths")
        .path(operation.path())
        .path(operation.method().toLowerCase(Locale.ROOT));
  }

  private static JsonNode document() throws IOException {
    Matcher matcher = DOCUMENT.matcher(page);
    assertThat(matcher.find()).isTrue();
    return ContractJson.MAPPER.readTree(matcher.group(1));
  }
}
