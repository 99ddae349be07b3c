package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A sample call of the client that openapi-generator makes for Go. */
final class GoSample {
  private GoSample() {}

  static String source(SampleCall call) {
    Operation operation = call.operation();
    boolean hasBody = operation.success().body().isPresent();
    TreeSet<String> imports = new TreeSet<>(List.of("context", "log", "os"));
    StringBuilder body = new StringBuilder();
    StringBuilder made =
        new StringBuilder("client.")
            .append(Names.pascalCase(operation.tag()))
            .append("API.")
            .append(Names.pascalCase(operation.id()))
            .append("(ctx");
    call.path().forEach(argument -> made.append(", ").append(literal(call, argument)));
    made.append(')');
    for (SampleCall.Argument argument : call.query()) {
      chain(made, Names.pascalCase(argument.parameter().name()), literal(call, argument));
    }
    if (call.body().isPresent()) {
      imports.add("encoding/json");
      body.append("\n\tvar body ghbilling.")
          .append(call.bodyModel())
          .append("\n\tif err := json.Unmarshal([]byte(`")
          .append(call.body().get().toString().replace("`", "` + \"`\" + `"))
          .append("`), &body); err != nil {\n\t\tlog.Fatal(err)\n\t}\n");
      chain(made, call.bodyModel(), "body");
    }
    chain(made, "Execute", "");
    if (hasBody) {
      imports.add("fmt");
    }
    StringBuilder source = new StringBuilder("package main\n\nimport (\n");
    imports.forEach(name -> source.append("\t\"").append(name).append("\"\n"));
    return source
        .append("\n\t\"ghbilling\"\n)\n\nfunc main() {\n")
        .append("\tconfiguration := ghbilling.NewConfiguration()\n")
        .append("\tconfiguration.Servers = ghbilling.ServerConfigurations{{URL: ")
        .append(Names.quoted(call.server()))
        .append("}}\n\tclient := ghbilling.NewAPIClient(configuration)\n")
        .append("\tctx := context.WithValue(context.Background(), ")
        .append("ghbilling.ContextAccessToken, os.Getenv(\"GITHUB_TOKEN\"))\n")
        .append(body)
        .append(hasBody ? "\n\tresponse, _, err := " : "\n\t_, err := ")
        .append(made)
        .append("\n\tif err != nil {\n\t\tlog.Fatal(err)\n\t}\n")
        .append(hasBody ? "\tfmt.Println(response)\n" : "")
        .append("}\n")
        .toString();
  }

  private static String literal(SampleCall call, SampleCall.Argument argument) {
    JsonNode schema = call.contract().resolve(argument.parameter().schema());
    if (!argument.value().isArray()) {
      return literal(schema, argument.value());
    }
    JsonNode items = call.contract().resolve(schema.path("items"));
    return argument
        .value()
        .valueStream()
        .map(element -> literal(items, element))
        .collect(Collectors.joining(", ", "[]" + type(items) + "{", "}"));
  }

  private static String literal(JsonNode schema, JsonNode value) {
    // A decimal is a text of its digits.
    boolean quoted = value.isTextual() || schema.path("type").asText().equals("number");
    return quoted ? Names.quoted(value.asText()) : value.asText();
  }

  private static String type(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "integer" -> schema.path("format").asText().equals("int64") ? "int64" : "int32";
      case "number" -> "ghbilling.Decimal";
      case "boolean" -> "bool";
      default -> "string";
    };
  }

  private static void chain(StringBuilder made, String method, String argument) {
    made.append(".\n\t\t").append(method).append('(').append(argument).append(')');
  }
}
