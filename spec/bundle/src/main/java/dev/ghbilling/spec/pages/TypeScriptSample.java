package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** A sample call with openapi-fetch and the types of the contract's npm package. */
final class TypeScriptSample {
  private static final String EXACT_NUMBER = "new LosslessNumber(";
  private static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_$][A-Za-z0-9_$]*");

  private TypeScriptSample() {}

  static String source(SampleCall call) {
    Operation operation = call.operation();
    List<String> places = new ArrayList<>();
    place(places, "path", call.path());
    place(places, "query", call.query());
    List<String> options = new ArrayList<>();
    if (!places.isEmpty()) {
      options.add("params: {\n" + String.join("", places) + "  },");
    }
    String body = call.body().map(document -> literal(document, true)).orElse("");
    if (!body.isEmpty()) {
      options.add("body: " + body + ",");
    }
    String made =
        "await client."
            + operation.method()
            + "("
            + Names.quoted(operation.path())
            + ", {\n  "
            + String.join("\n  ", options)
            + "\n});";
    String numbers =
        body.contains(EXACT_NUMBER) ? "import { LosslessNumber } from \"lossless-json\";\n" : "";
    return numbers
        + """
        import createClient from "openapi-fetch";
        import type { paths } from "ghbilling-spec";
        import { exact } from "ghbilling-spec/exact";

        const client = createClient<paths>({
          baseUrl: %s,
          headers: { Authorization: `Bearer ${process.env.GITHUB_TOKEN}` },
          ...exact,
        });

        """
            .formatted(Names.quoted(call.server()))
        + (operation.success().body().isEmpty()
            ? made + "\n"
            : "const { data } = " + made + "\nconsole.log(data);\n");
  }

  private static void place(List<String> places, String name, List<SampleCall.Argument> arguments) {
    if (!arguments.isEmpty()) {
      List<String> members = new ArrayList<>();
      arguments.forEach(
          argument -> members.add(member(argument.parameter().name(), argument.value(), false)));
      places.add("    " + name + ": { " + String.join(", ", members) + " },\n");
    }
  }

  private static String member(String name, JsonNode value, boolean exact) {
    return (IDENTIFIER.matcher(name).matches() ? name : Names.quoted(name))
        + ": "
        + literal(value, exact);
  }

  /** Returns a literal; numbers keep their digits if {@code exact}, as a document requires. */
  private static String literal(JsonNode value, boolean exact) {
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        parts.add(member(property.getKey(), property.getValue(), exact));
      }
      return "{ " + String.join(", ", parts) + " }";
    }
    if (value.isArray()) {
      value.forEach(element -> parts.add(literal(element, exact)));
      return "[" + String.join(", ", parts) + "]";
    }
    if (value.isNumber() && exact) {
      return EXACT_NUMBER + Names.quoted(value.decimalValue().toPlainString()) + ")";
    }
    return value.isTextual() ? Names.quoted(value.asText()) : value.toString();
  }
}
