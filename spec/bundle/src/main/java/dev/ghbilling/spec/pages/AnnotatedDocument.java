package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * The contract for the renderer: each operation's description ends with what the extensions say, in
 * words, and its sample calls are {@code x-codeSamples}.
 */
final class AnnotatedDocument {
  private static final Map<String, String> KINDS =
      Map.of(
          "classic", "personal access token (classic)",
          "fine-grained", "fine-grained personal access token",
          "app-user", "GitHub App user access token",
          "app-installation", "GitHub App installation access token");

  private static final String CLIENTS =
      """


      Each operation has sample calls beside it. The Java sample uses the SDK, `ghbilling-sdk`. The TypeScript, Python and
      Go samples use clients that are generated from this contract but not published: in ghbilling's repository,
      `mvn verify -Ppolyglot -pl conformance-tests/polyglot -am -DskipTests` writes them to
      `conformance-tests/polyglot/target`.
      """;

  private AnnotatedDocument() {}

  static JsonNode of(Contract contract) {
    ObjectNode document = contract.document().deepCopy();
    ObjectNode info = (ObjectNode) document.path("info");
    info.put("description", info.path("description").asText().strip() + CLIENTS);
    for (Operation operation : contract.operations()) {
      ObjectNode node =
          (ObjectNode)
              document
                  .path("paths")
                  .path(operation.path())
                  .path(operation.method().toLowerCase(Locale.ROOT));
      node.put(
          "description",
          (node.path("description").asText().strip() + "\n\n" + String.join("\n\n", notes(node)))
              .strip());
      ArrayNode samples = node.putArray("x-codeSamples");
      SampleCall call = SampleCall.of(contract, operation);
      for (SampleLanguage language : Samples.LANGUAGES) {
        samples
            .addObject()
            .put("lang", language.id())
            .put("label", language.label())
            .put("source", language.source().apply(call));
      }
    }
    return document;
  }

  private static List<String> notes(JsonNode operation) {
    List<String> notes = new ArrayList<>();
    JsonNode retired = operation.path("x-retired");
    if (retired.isObject()) {
      notes.add(
          "**Retired:** GitHub responds with %s since %s. Use `%s` instead."
              .formatted(
                  retired.path("status").asText(),
                  retired.path("since").asText(),
                  retired.path("instead").asText()));
    }
    if (operation.path("x-preview").asBoolean()) {
      notes.add("**Public preview:** GitHub may change this operation.");
    }
    JsonNode tokens = operation.path("x-tokens");
    if (!tokens.isMissingNode()) {
      notes.add("**Tokens**\n\n" + tokens(tokens));
    }
    if (operation.has("x-roles")) {
      notes.add("**Role of the token's owner:** " + list(operation.get("x-roles"), " or "));
    }
    if (operation.has("x-pagination")) {
      notes.add(
          "**Pagination:** `%s` is the number of the page, and `%s` its size."
              .formatted(
                  operation.at("/x-pagination/page").asText(),
                  operation.at("/x-pagination/perPage").asText()));
    }
    if (operation.has("x-documentation")) {
      notes.add(
          "**In GitHub's documentation:** %s, “%s”."
              .formatted(
                  operation.at("/x-documentation/document").asText(),
                  operation.at("/x-documentation/section").asText()));
    }
    return notes;
  }

  private static String tokens(JsonNode tokens) {
    List<String> lines = new ArrayList<>();
    for (JsonNode accepted : tokens.path("accepted")) {
      lines.add(
          "- accepted: "
              + kind(accepted.path("kind").asText())
              + (accepted.has("scopes")
                  ? " with the scope `" + list(accepted.get("scopes"), "`, `") + "`"
                  : "")
              + (accepted.has("permissions")
                  ? " with the permission " + list(accepted.get("permissions"), ", ")
                  : ""));
    }
    for (JsonNode refused : tokens.path("refused")) {
      lines.add("- not accepted: " + kind(refused.asText()));
    }
    if (tokens.has("fineGrainedPermissions")) {
      lines.add(
          "- fine-grained tokens, if accepted at all: with the permission "
              + list(tokens.get("fineGrainedPermissions"), ", "));
    }
    if (tokens.has("unclear")) {
      lines.add("- unclear: " + tokens.get("unclear").asText().strip());
    }
    return String.join("\n", lines);
  }

  /** Returns the name of a kind of token; as the contract spells it if it has no name here. */
  private static String kind(String kind) {
    return KINDS.getOrDefault(kind, kind);
  }

  private static String list(JsonNode values, String separator) {
    return StreamSupport.stream(values.spliterator(), false)
        .map(JsonNode::asText)
        .collect(Collectors.joining(separator));
  }
}
