package dev.ghbilling.spec.bundle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A program that bundles the contract: it reads {@code openapi.yaml}, inserts the example files,
 * lets Swagger Parser check the result, and writes {@code openapi.yaml} and {@code openapi.json}
 * that refer to no other file, with the examples beside them, and what WireMock and Microcks need
 * to serve them.
 */
public final class Bundle {
  private static final YAMLMapper YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  /** Without quotes: Microcks looks for the line {@code kind: APIExamples}. */
  private static final YAMLMapper PLAIN_YAML =
      new YAMLMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
              .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
              .build());

  private final Path contract;
  private final Set<Path> used = new TreeSet<>();
  private final List<String> faults = new ArrayList<>();

  private Bundle(Path contract) {
    this.contract = contract.toAbsolutePath().normalize();
  }

  /**
   * Bundles one contract.
   *
   * @param args the path of the contract, the folder to write to, and the version of the build,
   *     which has to be the contract's as well
   * @throws InvalidContractException when the contract is invalid, its version differs, or an
   *     example is missing or unused
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("expected: CONTRACT.yaml OUTPUT-FOLDER VERSION");
    }
    new Bundle(Path.of(args[0])).writeTo(Path.of(args[1]), args[2]);
  }

  private void writeTo(Path folder, String buildVersion) throws IOException {
    JsonNode document = OpenApiFile.read(contract);
    compareVersions(document.at("/info/version").asText(), buildVersion);
    insertExamples(document);
    findUnusedExamples();
    Composition.flatten(document);
    ObjectWriter writer = ContractJson.MAPPER.writerWithDefaultPrettyPrinter();
    String json = writer.writeValueAsString(document);
    // What this project refuses it names with place and remedy, unlike the parser.
    List<String> unsupported = UnsupportedConstructs.in(document);
    faults.addAll(unsupported.isEmpty() ? OpenApiFile.faults(document) : unsupported);
    if (faults.isEmpty()) {
      faults.addAll(AcceptHeader.faults(document));
      faults.addAll(ExtensionPointers.faults(document));
      faults.addAll(PathValues.faults(document));
    }
    if (!faults.isEmpty()) {
      throw new InvalidContractException(contract, faults);
    }
    Path examples = Files.createDirectories(folder.resolve("examples"));
    Files.writeString(folder.resolve("openapi.json"), json + "\n");
    YAML.writeValue(folder.resolve("openapi.yaml").toFile(), document);
    Contract written = Contract.of(document);
    PLAIN_YAML.writeValue(folder.resolve("microcks.yaml").toFile(), MicrocksExamples.of(written));
    Path mappings = Files.createDirectories(folder.resolve("wiremock/mappings"));
    Files.writeString(
        mappings.resolve("openapi.json"),
        writer.writeValueAsString(WireMockMappings.of(written)) + "\n");
    for (Path example : used) {
      Files.write(examples.resolve(example.getFileName()), Files.readAllBytes(example));
    }
  }

  private void compareVersions(String written, String buildVersion) {
    String version = buildVersion.replaceFirst("-SNAPSHOT$", "");
    if (!written.equals(version)) {
      faults.add(
          "info.version is %s, but this build is of %s; make them the same"
              .formatted(written, version));
    }
  }

  private void insertExamples(JsonNode node) throws IOException {
    if (node instanceof ObjectNode object && object.has("externalValue")) {
      Path file = contract.resolveSibling(object.remove("externalValue").asText()).normalize();
      used.add(file);
      if (Files.isRegularFile(file)) {
        object.set("value", ContractJson.MAPPER.readTree(Files.readString(file)));
      } else {
        faults.add("there is no example " + file + ", which the contract refers to");
      }
      object.put("x-file", file.getFileName().toString());
      return;
    }
    for (JsonNode child : node) {
      insertExamples(child);
    }
  }

  private void findUnusedExamples() throws IOException {
    try (Stream<Path> files = Files.list(contract.resolveSibling("examples"))) {
      files
          .filter(file -> !used.contains(file))
          .sorted()
          .forEach(file -> faults.add("the contract refers nowhere to " + file));
    }
  }
}
