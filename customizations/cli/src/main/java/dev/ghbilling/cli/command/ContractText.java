package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Map;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The descriptions of options that the contract has. They are a resource bundle because picocli
 * reads one when it prints help and not before: a command that runs doesn't wait for the contract.
 */
final class ContractText extends ResourceBundle {
  private final Map<String, Supplier<JsonNode>> described;

  /**
   * Creates the bundle.
   *
   * @param described for each option without its dashes, what it stands for in the contract
   */
  ContractText(Map<String, Supplier<JsonNode>> described) {
    this.described = Map.copyOf(described);
  }

  @Override
  protected @Nullable Object handleGetObject(String key) {
    Supplier<JsonNode> place = described.get(key);
    return place == null ? null : text(place.get());
  }

  /** Returns a description as help prints it, which takes a percent sign for a format. */
  private static String text(JsonNode place) {
    JsonNode described = place.has("description") ? place : Contract.bundled().resolve(place);
    return described
        .path("description")
        .asText()
        .strip()
        .replaceAll("\\s+", " ")
        .replace("`", "")
        .replace("%", "%%");
  }

  @Override
  public Enumeration<String> getKeys() {
    return Collections.enumeration(described.keySet());
  }
}
