package dev.ghbilling.spec.compare.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.bundle.OpenApiFile;
import dev.ghbilling.spec.compare.Library;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Runs the build's guard with altered copies of the released contract. */
@Isolated("replaces System.out")
class ReleaseGuardTest {
  private static final String RELEASED = "../released/openapi.yaml";
  private static final String INCLUDED =
      "/components/schemas/ActionsBilling/properties/included_minutes";

  @TempDir private Path folder;
  private JsonNode present;

  @BeforeEach
  void copy() throws IOException {
    present = OpenApiFile.read(Path.of(RELEASED));
  }

  @Test
  void main_removedProperty_throwsAndNamesItInOneLine() {
    Library.set(present, INCLUDED, "");
    Library.set(present, "/components/schemas/ActionsBilling/required/2", "");

    assertThatThrownBy(this::guard)
        .isInstanceOf(BreakingChangeException.class)
        .hasMessage(
            """
            the contract breaks callers of the released version 0.1.0:
              GET /enterprises/{enterprise}/settings/billing/actions response 200 /included_minutes: required property removed
            Undo what isn't intended. For the rest raise the major number of info.version, now 0.1.0, or if the release \
            isn't published yet, run ./ghbilling spec release --replace""");
  }

  @Test
  void main_removedPropertyWithRaisedMajor_passes() {
    Library.set(present, INCLUDED, "");
    Library.set(present, "/info/version", "\"1.0.0\"");

    assertThatCode(this::guard).doesNotThrowAnyException();
  }

  @Test
  void main_removedPropertyWithRaisedMinor_throws() {
    Library.set(present, INCLUDED, "");
    Library.set(present, "/info/version", "\"0.2.0\"");

    assertThatThrownBy(this::guard).hasMessageContaining("now 0.2.0");
  }

  @Test
  void main_removedPropertyWithLoweredMajor_throws() throws IOException {
    JsonNode released = present.deepCopy();
    Library.set(released, "/info/version", "\"2.0.0\"");
    Library.set(present, INCLUDED, "");
    Library.set(present, "/info/version", "\"1.9.0\"");

    assertThatThrownBy(() -> guard(file("released.json", released)))
        .isInstanceOf(BreakingChangeException.class);
  }

  @Test
  void main_addedOperation_passesAndReportsIt() throws IOException {
    JsonNode added = present.at("/paths").properties().iterator().next().getValue().deepCopy();
    Library.set(added, "/get/operationId", "\"listInvoices\"");
    Library.set(
        present,
        "/paths/~1enterprises~1{enterprise}~1settings~1billing~1invoices",
        added.toString());

    assertThat(guard())
        .isEqualTo(
            """
            Servers that conform to the released contract 0.1.0 no longer conform:
              GET /enterprises/{enterprise}/settings/billing/invoices: operation added
            """);
  }

  @Test
  void main_sameContract_printsNothing() throws IOException {
    assertThat(guard()).isEmpty();
  }

  @Test
  void main_missingReleasedContract_throws() {
    assertThatThrownBy(() -> guard("nowhere.yaml"))
        .isInstanceOf(IOException.class)
        .hasMessage("nowhere.yaml doesn't exist");
  }

  @Test
  void main_malformedVersion_throws() {
    Library.set(present, INCLUDED, "");
    Library.set(present, "/info/version", "\"next\"");

    assertThatThrownBy(this::guard).hasMessageContaining("\"next\"");
  }

  private String guard() throws IOException {
    return guard(RELEASED);
  }

  private String guard(String released) throws IOException {
    PrintStream stdout = System.out;
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      ReleaseGuard.main(new String[] {released, file("present.json", present)});
    } finally {
      System.setOut(stdout);
    }
    return printed.toString(StandardCharsets.UTF_8);
  }

  private String file(String name, JsonNode document) throws IOException {
    return Files.writeString(folder.resolve(name), document.toString()).toString();
  }
}
