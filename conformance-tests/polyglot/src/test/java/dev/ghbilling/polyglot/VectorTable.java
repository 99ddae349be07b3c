package dev.ghbilling.polyglot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares the clients' results with the expected ones, in a table of languages and vectors. */
final class VectorTable {
  private static final String PASSED = "passed";
  private static final String KNOWN_LOSS = "known loss";

  private final List<Vector> vectors;
  private final List<LanguageResults> languages;
  private final List<Loss> losses;
  private final Set<Loss> seen = new HashSet<>();
  private final List<String> faults = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  VectorTable(List<Vector> vectors, List<LanguageResults> languages, List<Loss> losses) {
    this.vectors = List.copyOf(vectors);
    this.languages = List.copyOf(languages);
    this.losses = List.copyOf(losses);
    fill();
  }

  /** Everything that isn't as expected; a loss that is no longer one is among it. */
  List<String> faults() {
    return List.copyOf(faults);
  }

  private void fill() {
    for (Vector vector : vectors) {
      List<String> row = new ArrayList<>(List.of(vector.id()));
      for (LanguageResults language : languages) {
        List<String> wrong = new ArrayList<>();
        boolean lossy = judge(vector, language, wrong);
        wrong.forEach(one -> faults.add(language.language() + " " + vector.id() + one));
        row.add(wrong.isEmpty() ? (lossy ? KNOWN_LOSS : PASSED) : "FAILED");
      }
      rows.add(List.copyOf(row));
    }
    for (LanguageResults language : languages) {
      Set<String> unknown = new HashSet<>(language.results().keySet());
      vectors.forEach(vector -> unknown.remove(vector.id()));
      if (!unknown.isEmpty()) {
        faults.add(language.language() + " has results of no vector: " + unknown);
      }
    }
    losses.stream()
        .filter(loss -> !seen.contains(loss))
        .forEach(loss -> faults.add("no vector shows " + loss));
  }

  /** Whether a known loss was taken into account. */
  private boolean judge(Vector vector, LanguageResults language, List<String> wrong) {
    LanguageResults.Result result = language.results().get(vector.id());
    if (result == null) {
      wrong.add(": not run");
      return false;
    }
    if (!result.failure().isEmpty()) {
      wrong.add(": " + result.failure());
      return false;
    }
    if (result.status() != vector.status()) {
      wrong.add(": status %d, not %d".formatted(result.status(), vector.status()));
    }
    Optional<JsonNode> expected = vector.expected().map(JsonNode::deepCopy);
    boolean lossy = false;
    for (Loss loss : losses) {
      if (loss.concerns(language.language(), vector)
          && expected.map(loss.change()::take).orElse(false)) {
        seen.add(loss);
        lossy = true;
      }
    }
    if (expected.isPresent() != result.json().isPresent()) {
      wrong.add(": " + (expected.isPresent() ? "no JSON" : "JSON " + result.json().orElse("")));
    } else if (expected.isPresent()) {
      wrong.addAll(ExactJson.differences(expected.get(), parse(result.json().orElseThrow())));
    }
    return lossy;
  }

  private static JsonNode parse(String json) {
    try {
      return ContractJson.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("no JSON: " + json, e);
    }
  }

  /** As Markdown, with the sums on top. */
  String markdown() {
    StringBuilder text = new StringBuilder();
    List<String> head = new ArrayList<>(List.of("vector"));
    languages.forEach(language -> head.add(language.language()));
    line(text, head);
    line(text, head.stream().map(cell -> "---").toList());
    List<String> sums = new ArrayList<>(List.of("**passed of " + vectors.size() + "**"));
    for (int i = 1; i < head.size(); i++) {
      int column = i;
      sums.add(
          "**" + rows.stream().filter(row -> !row.get(column).equals("FAILED")).count() + "**");
    }
    line(text, sums);
    rows.forEach(row -> line(text, row));
    return text.toString();
  }

  private static void line(StringBuilder text, List<String> cells) {
    text.append("| ").append(String.join(" | ", cells)).append(" |\n");
  }
}
