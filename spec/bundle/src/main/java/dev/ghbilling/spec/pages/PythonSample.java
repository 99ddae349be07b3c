package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** A sample call of the client that openapi-generator makes for Python. */
final class PythonSample {
  private static final String EXACT = "Decimal(";

  private PythonSample() {}

  static String source(SampleCall call) {
    Operation operation = call.operation();
    String api = Names.pascalCase(operation.tag()) + "Api";
    TreeSet<String> imported = new TreeSet<>(List.of("Configuration", api));

    List<String> arguments = new ArrayList<>();
    call.path().forEach(argument -> arguments.add(literal(argument.value())));
    call.body()
        .ifPresent(
            body -> {
              String model = call.bodyModel();
              imported.add(model);
              arguments.add(model + ".model_validate(" + literal(body) + ")");
            });
    call.query()
        .forEach(
            argument ->
                arguments.add(
                    Names.snakeCase(argument.parameter().name())
                        + "="
                        + literal(argument.value())));
    String made =
        api
            + "(client)."
            + Names.snakeCase(operation.id())
            + "(\n    "
            + String.join(",\n    ", arguments)
            + ",\n)\n";
    return """
        import os
        %s
        from ghbilling import %s
        from ghbilling_exact import ExactApiClient

        client = ExactApiClient(
            Configuration(host=%s, access_token=os.environ["GITHUB_TOKEN"])
        )

        """
            .formatted(
                made.contains(EXACT) ? "from decimal import Decimal\n" : "",
                String.join(", ", imported),
                Names.quoted(call.server()))
        + (operation.success().body().isEmpty()
            ? made
            : "response = " + made + "print(response)\n");
  }

  private static String literal(JsonNode value) {
    List<String> parts = new ArrayList<>();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> property : value.properties()) {
        parts.add(Names.quoted(property.getKey()) + ": " + literal(property.getValue()));
      }
      return "{" + String.join(", ", parts) + "}";
    }
    if (value.isArray()) {
      value.forEach(element -> parts.add(literal(element)));
      return "[" + String.join(", ", parts) + "]";
    }
    if (value.isNumber() && !value.isIntegralNumber()) {
      // Or the digits would pass through a float.
      return EXACT + Names.quoted(value.toString()) + ")";
    }
    if (value.isBoolean()) {
      return value.booleanValue() ? "True" : "False";
    }
    if (value.isNull()) {
      return "None";
    }
    return value.isTextual() ? Names.quoted(value.asText()) : value.toString();
  }
}
