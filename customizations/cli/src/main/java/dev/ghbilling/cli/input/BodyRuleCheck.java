package dev.ghbilling.cli.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Violation;
import java.util.Optional;

/** A check of bodies by the rules that the contract has besides their schemas. */
public final class BodyRuleCheck {
  private BodyRuleCheck() {}

  /** Returns the first contradiction between a body and the rules of an operation, if any. */
  static Optional<Violation> broken(String operation, JsonNode body) {
    return Contract.bundled().operation(operation).orElseThrow().rules().stream()
        .flatMap(rule -> rule.violations(body).stream())
        .findFirst();
  }

  /**
   * Requires a body to keep the rules of an operation.
   *
   * @throws WrongUsageException otherwise; the message names the property
   */
  public static void require(String operation, Record body) {
    broken(operation, ApiJson.mapper().valueToTree(body))
        .ifPresent(
            broken -> {
              String property = broken.pointer().isEmpty() ? "" : broken.field() + " ";
              throw new WrongUsageException(property + broken.reason());
            });
  }
}
