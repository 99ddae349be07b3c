package dev.ghbilling.spec.pages;

import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;

/** A sample call as a shell command. */
final class CurlSample {
  private CurlSample() {}

  static String source(SampleCall call) {
    Operation operation = call.operation();
    StringBuilder command = new StringBuilder("curl");
    if (!operation.method().equals("GET")) {
      option(command, "--request", operation.method());
    }
    option(command, "--url", quoted(call.server() + call.pathAndQuery()));
    option(command, "--header", "\"Authorization: Bearer $GITHUB_TOKEN\"");
    for (Parameter header : operation.parameters(Parameter.Location.HEADER)) {
      String value = header.schema().path("default").asText();
      option(command, "--header", quoted(header.name() + ": " + value));
    }
    call.body()
        .ifPresent(
            body -> {
              option(
                  command,
                  "--header",
                  quoted("Content-Type: " + operation.requestBody().orElseThrow().contentType()));
              option(command, "--data", quoted(body.toString()));
            });
    return command.append('\n').toString();
  }

  private static void option(StringBuilder command, String name, String value) {
    command.append(" \\\n  ").append(name).append(' ').append(value);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
