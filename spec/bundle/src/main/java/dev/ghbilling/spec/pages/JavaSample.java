package dev.ghbilling.spec.pages;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.JavaNames;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A call of the generated interface, on the SDK's connection. How the generator names things stands
 * here a second time; the compiler, which gets every sample, tells when the two differ.
 */
final class JavaSample {
  private static final String CONTINUED = "\n                  ";

  private JavaSample() {}

  static String source(SampleCall call) {
    Operation operation = call.operation();
    Writer writer = new Writer(call.contract(), new TreeSet<>(), "java.time.Instant");
    String name = Names.pascalCase(operation.id());
    String api = Names.pascalCase(operation.tag()) + "Api";
    Client client = Client.of(call.path().get(0).parameter());
    writer.imports().add("dev.ghbilling." + client.type());
    writer.imports().add("dev.ghbilling.client.api." + api);

    List<String> arguments = new ArrayList<>();
    call.path().forEach(argument -> arguments.add(writer.literal(argument)));
    if (!operation.parameters(Parameter.Location.QUERY).isEmpty()) {
      arguments.add(writer.query(api, name, call));
    }
    call.body()
        .ifPresent(
            body ->
                arguments.add(
                    writer
                        .ofBody()
                        .value(
                            operation.requestBody().orElseThrow().schema(),
                            body,
                            call.bodyModel(),
                            CONTINUED)));

    String made =
        "api."
            + operation.id()
            + "(\n              "
            + String.join(",\n              ", arguments)
            + ")";
    String statement =
        operation.success().body().isEmpty()
            ? made
            : "System.out.println(\n          " + made + ")";
    return writer.imports().stream()
            .map(type -> "import " + type + ";\n")
            .collect(Collectors.joining())
        + """

        class %s {%s
          public static void main(String[] args) {
            try (%s billing =
                %s.builder()
                    .%s(%s)
                    .token(System.getenv("GITHUB_TOKEN"))
                    .build()) {
              %s api = billing.api(%s.class);
              %s;
            }
          }
        }
        """
            .formatted(
                name,
                operation.node().path("deprecated").asBoolean()
                    ? "\n  @SuppressWarnings(\"deprecation\")"
                    : "",
                client.type(),
                client.type(),
                client.setter(),
                writer.literal(call.path().get(0)),
                api,
                api,
                statement);
  }

  /** The SDK's client for an account, and the setter of its builder that names the account. */
  private record Client(String type, String setter) {
    static Client of(Parameter account) {
      return switch (account.name()) {
        case "org" -> new Client("OrganizationBilling", "organization");
        case "username" -> new Client("UserBilling", "user");
        default -> new Client("GitHubBilling", "enterprise");
      };
    }
  }

  /**
   * Writes values as expressions, and gathers the types that they name.
   *
   * @param time the type of a time: one in a body has an offset
   */
  private record Writer(Contract contract, Set<String> imports, String time) {
    Writer ofBody() {
      return new Writer(contract, imports, "java.time.OffsetDateTime");
    }

    String query(String api, String operation, SampleCall call) {
      Map<String, String> names =
          JavaNames.query(
              call.operation().parameters(Parameter.Location.QUERY).stream()
                  .map(Parameter::name)
                  .toList());
      StringBuilder built = new StringBuilder(api + "." + operation + "Query.builder()");
      for (SampleCall.Argument argument : call.query()) {
        String name = argument.parameter().name();
        String value =
            value(
                argument.parameter().node().path("schema"),
                argument.value(),
                operation + Names.pascalCase(name) + "Parameter",
                "");
        built.append(CONTINUED).append(set(names.getOrDefault(name, name), value));
      }
      return built + CONTINUED + ".build()";
    }

    String literal(SampleCall.Argument argument) {
      return literal(argument.parameter().schema(), argument.value());
    }

    /**
     * The value as an expression.
     *
     * @param inlineName how the generator calls the type when the schema has no name of its own
     * @param separator what stands before each call of a builder
     */
    String value(JsonNode reference, JsonNode value, String inlineName, String separator) {
      JsonNode schema = contract.resolve(reference);
      String name =
          reference.has("$ref") ? Names.lastSegment(reference.path("$ref").asText()) : inlineName;
      if (value.isArray()) {
        List<String> elements = new ArrayList<>();
        value.forEach(
            element ->
                elements.add(value(schema.path("items"), element, inlineName + "Inner", "")));
        return imported("java.util.List") + ".of(" + String.join(", ", elements) + ")";
      }
      if (value.isObject() && !schema.has("properties")) {
        return map(schema.path("additionalProperties"), value, inlineName);
      }
      if (value.isObject()) {
        return object(schema, value, imported("dev.ghbilling.client.model." + name), separator);
      }
      if (schema.has("anyOf")) {
        return "new "
            + imported("dev.ghbilling.client.model." + name)
            + "("
            + Names.quoted(value.asText())
            + ")";
      }
      return literal(schema, value);
    }

    private String object(JsonNode schema, JsonNode value, String name, String separator) {
      Map<String, String> names =
          JavaNames.properties(
              schema.path("properties").propertyStream().map(Map.Entry::getKey).toList());
      StringBuilder built = new StringBuilder(name + ".builder()");
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode given = value.get(property.getKey());
        String java = names.getOrDefault(property.getKey(), property.getKey());
        if (given != null && given.isNull()) {
          built.append(separator).append(nothing(schema, property.getKey(), java));
        } else if (given != null) {
          String inlineName = name + Names.pascalCase(property.getKey());
          built
              .append(separator)
              .append(set(java, value(property.getValue(), given, inlineName, "")));
        }
      }
      return built + separator + ".build()";
    }

    /** The call that gives a property a null, and doesn't leave it out. */
    private static String nothing(JsonNode schema, String property, String java) {
      return schema.path("required").valueStream().anyMatch(name -> name.asText().equals(property))
          ? set(java, "null")
          : ".additionalProperty(" + Names.quoted(property) + ", null)";
    }

    /** A map, whose values have a schema or are of any type. */
    private String map(JsonNode values, JsonNode map, String inlineName) {
      List<String> entries = new ArrayList<>();
      for (Map.Entry<String, JsonNode> entry : map.properties()) {
        if (!entry.getValue().isNull()) {
          entries.add(Names.quoted(entry.getKey()));
          entries.add(value(values, entry.getValue(), inlineName + "Value", ""));
        }
      }
      return imported("java.util.Map") + ".of(" + String.join(", ", entries) + ")";
    }

    private String literal(JsonNode schema, JsonNode value) {
      String text = Names.quoted(value.asText());
      if (!schema.has("type") && value.isNumber()) {
        return "new " + imported("java.math.BigDecimal") + "(" + text + ")";
      }
      if (!schema.has("type") && value.isBoolean()) {
        return value.asText();
      }
      String format = schema.path("format").asText();
      return switch (SampleValues.type(schema)) {
        case "integer" -> format.equals("int64") ? value.asText() + "L" : value.asText();
        case "number" -> "new " + imported("java.math.BigDecimal") + "(" + text + ")";
        case "boolean" -> value.asText();
        default ->
            switch (format) {
              case "date" -> imported("java.time.LocalDate") + ".parse(" + text + ")";
              case "date-time" -> imported(time) + ".parse(" + text + ")";
              case "uri" -> imported("java.net.URI") + ".create(" + text + ")";
              default -> text;
            };
      };
    }

    private String imported(String type) {
      imports.add(type);
      return type.substring(type.lastIndexOf('.') + 1);
    }

    private static String set(String name, String value) {
      return "." + name + "(" + value + ")";
    }
  }
}
