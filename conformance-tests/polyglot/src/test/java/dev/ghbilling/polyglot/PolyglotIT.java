package dev.ghbilling.polyglot;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Runs every vector through the client of every language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PolyglotIT {
  private static final Path SOURCES = Path.of(System.getProperty("polyglot.sources"));
  private static final Path TARGET = Path.of(System.getProperty("polyglot.target"));
  private static final Path VECTORS = TARGET.resolve("vectors.json");
  private static final Path RESULTS = TARGET.resolve("results");
  private static final int DIGITS_OF_A_DOUBLE = 15;

  /** What runs a language's vectors, below its folder in target. */
  private static final Map<String, List<String>> RUNNERS =
      Map.of(
          "typescript", List.of("node", "js/run.js"),
          "python", List.of("venv/bin/python", "run.py"),
          "go", List.of("bin/runner"));

  private static final List<String> LANGUAGES = List.of("java", "typescript", "python", "go");

  private final Contract contract = Contract.bundled();
  private List<Vector> vectors = List.of();
  private List<Loss> losses = List.of();
  private final List<LanguageResults> results = new ArrayList<>();
  private RequestComparison comparison;
  private VectorServer server;

  @BeforeAll
  void runEveryLanguage() throws Exception {
    DerivedVectors derived = new DerivedVectors(contract);
    VectorFile file = new VectorFile(SOURCES.resolve("vectors.json"), contract, derived);
    vectors = new ArrayList<>(derived.all());
    vectors.addAll(file.vectors());
    losses = file.losses();
    Files.createDirectories(RESULTS);
    writeVectors();
    comparison = new RequestComparison(contract, file.sentDefaults());
    server = new VectorServer(vectors, comparison);
    for (String language : LANGUAGES) {
      results.add(
          RUNNERS.containsKey(language) ? run(language) : JavaRunner.run(vectors, server.url()));
    }
    Files.writeString(TARGET.resolve("vector-table.md"), table(vectors).markdown());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void clients_allVectors_pass() {
    VectorTable table = table(vectors);
    System.out.println(table.markdown().lines().limit(3).collect(Collectors.joining("\n")));
    assertThat(table.faults()).isEmpty();
  }

  @Test
  void clients_allVectors_sendTheRequests() {
    assertThat(server.mistakes()).isEmpty();
    assertThat(comparison.unseenDefaults())
        .as("defaults in vectors.json that no client sends")
        .isEmpty();
  }

  @Test
  void clients_allVectors_sendEachOnce() {
    for (String language : LANGUAGES) {
      assertThat(server.sentOnce(language)).as(language).isEqualTo(vectors.size());
    }
  }

  @Test
  void vectors_documentedStatuses_areCovered() {
    Map<String, Set<Integer>> covered = new HashMap<>();
    for (Vector vector : vectors) {
      covered.computeIfAbsent(vector.operation().id(), id -> new HashSet<>()).add(vector.status());
    }
    assertThat(contract.operations()).isNotEmpty();
    for (Operation operation : contract.operations()) {
      assertThat(covered.get(operation.id()))
          .as(operation.id())
          .containsAll(operation.responses().keySet());
    }
  }

  /** A comparison by floats would not notice this difference. */
  @Test
  void table_wrongDigitAfterTheFifteenth_hasAFault() {
    List<Vector> altered =
        vectors.stream().flatMap(vector -> withAnotherDigit(vector).stream()).toList();
    assertThat(altered).hasSizeGreaterThan(contract.operations().size() / 2);
    for (LanguageResults language : results) {
      for (Vector vector : altered) {
        Map<String, LanguageResults.Result> one =
            Map.of(vector.id(), language.results().get(vector.id()));
        VectorTable table =
            new VectorTable(
                List.of(vector),
                List.of(new LanguageResults(language.language(), one)),
                losses.stream()
                    .filter(loss -> loss.concerns(language.language(), vector))
                    .toList());
        assertThat(table.faults()).as(language.language() + " " + vector.id()).isNotEmpty();
      }
    }
  }

  @Test
  void table_vectorThatDidNotRun_hasAFault() {
    LanguageResults idle = new LanguageResults("idle", Map.of());
    assertThat(new VectorTable(vectors, List.of(idle), List.of()).faults())
        .hasSize(vectors.size())
        .allMatch(fault -> fault.endsWith("not run"));
  }

  @Test
  void table_lossThatNoLongerOccurs_hasAFault() {
    LanguageResults typescript = results.get(LANGUAGES.indexOf("typescript"));
    Vector vector = vectors.get(0);
    String property = vector.expected().orElseThrow().fieldNames().next();
    Loss claimed =
        new Loss(
            typescript.language(), Optional.of(vector.id()), false, new Loss.Gone("/" + property));
    Loss unseen =
        new Loss(
            typescript.language(),
            Optional.of(vector.id()),
            false,
            new Loss.Gone("/there is no such property"));
    assertThat(new VectorTable(vectors, List.of(typescript), List.of(claimed, unseen)).faults())
        .anyMatch(fault -> fault.contains(vector.id() + "/" + property))
        .anyMatch(fault -> fault.startsWith("no vector shows"));
  }

  private VectorTable table(List<Vector> shown) {
    return new VectorTable(shown, results, losses);
  }

  private void writeVectors() throws Exception {
    ObjectNode document = ContractJson.MAPPER.createObjectNode();
    ObjectNode operations = document.putObject("operations");
    for (Operation operation : contract.operations()) {
      ArrayNode names = operations.putArray(operation.id());
      operation.parameters().stream().map(Parameter::name).forEach(names::add);
    }
    ArrayNode calls = document.putArray("vectors");
    vectors.forEach(vector -> calls.add(vector.call()));
    Files.writeString(
        VECTORS, ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }

  private LanguageResults run(String language) throws Exception {
    Path folder = TARGET.resolve(language);
    Path result = RESULTS.resolve(language + ".json");
    Files.deleteIfExists(result);
    List<String> command = new ArrayList<>(RUNNERS.get(language));
    // A relative path names a program in the directory itself, not one on the PATH.
    command.set(
        0,
        command.get(0).contains("/") ? folder.resolve(command.get(0)).toString() : command.get(0));
    command.addAll(List.of(VECTORS.toString(), server.url().toString(), result.toString()));
    Path log = RESULTS.resolve(language + ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      boolean ended = process.waitFor(2, TimeUnit.MINUTES);
      assertThat(ended).as("%s ends within two minutes", language).isTrue();
      assertThat(process.exitValue()).as("%s: %s", language, Files.readString(log)).isZero();
    } finally {
      process.destroyForcibly();
    }
    return LanguageResults.read(result);
  }

  /** Returns the vector with a different last digit in a number too long for a double. */
  private static Optional<Vector> withAnotherDigit(Vector vector) {
    if (vector.status() / 100 != 2 || vector.expected().isEmpty()) {
      return Optional.empty();
    }
    JsonNode document = vector.expected().get().deepCopy();
    return alterADigit(document)
        ? Optional.of(
            new Vector(
                vector.id(),
                vector.operation(),
                vector.token(),
                vector.parameters(),
                vector.body(),
                vector.response(),
                vector.status(),
                Optional.of(document)))
        : Optional.empty();
  }

  private static boolean alterADigit(JsonNode node) {
    if (node instanceof ObjectNode object) {
      for (Map.Entry<String, JsonNode> property : object.properties()) {
        if (isLong(property.getValue())) {
          BigDecimal number = property.getValue().decimalValue();
          object.put(property.getKey(), number.add(number.ulp()));
          return true;
        }
      }
    }
    for (JsonNode child : node) {
      if (alterADigit(child)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isLong(JsonNode node) {
    return node.isNumber() && node.decimalValue().precision() > DIGITS_OF_A_DOUBLE + 1;
  }
}
