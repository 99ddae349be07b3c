package dev.ghbilling.conformance;

import dev.ghbilling.conformance.Mutant.Setting;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** Servers that are too narrow about what HTTP leaves open, or too wide about methods. */
final class HttpMutants {
  private static final Set<String> ODD = Set.of("PATCH", "PUT");

  private HttpMutants() {}

  static List<Mutant> of(Operation operation) {
    List<Mutant> all = new ArrayList<>();
    String id = operation.id();
    if (Checks.mayRepeat(operation)) {
      all.add(
          refusing(
              operation,
              "header/case",
              "wants the scheme as Bearer",
              401,
              asked -> asked.headers().getOrDefault("Authorization", "").startsWith("bearer")));
      if (operation.requestBody().isPresent()) {
        all.add(
            refusing(
                operation,
                "header/content-type",
                "refuses a charset",
                415,
                asked -> asked.headers().getOrDefault("Content-Type", "").contains("charset")));
      }
    }
    all.add(
        Mutant.of(
            id + "/method",
            "does something for any method",
            (asked, origin) ->
                asked.isBelow(operation) && ODD.contains(asked.method())
                    ? Sent.json(200, "{}")
                    : origin.send(asked)));
    all.add(
        Mutant.of(
            id + "/method",
            "405 without Allow",
            (asked, origin) -> origin.send(asked).withoutHeader("Allow")));
    all.add(
        Mutant.of(
            id + "/method",
            "405 that allows the method",
            (asked, origin) -> {
              Sent sent = origin.send(asked);
              return sent.status() == 405
                  ? sent.withHeader("Allow", "GET, POST, DELETE, PUT, PATCH")
                  : sent;
            }));
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      if (parameter.example().isPresent()) {
        all.add(
            refusing(
                operation,
                "query/" + parameter.name() + "/example",
                "refuses what the documents show",
                400,
                asked -> asked.queryValue(parameter.name()).isPresent()));
      }
    }
    if (operation.method().equals("GET")) {
      all.add(
          refusing(
              operation,
              "header/accept",
              "wants GitHub's media type",
              406,
              asked -> asked.headers().getOrDefault("Accept", "").equals("application/json")));
      all.add(
          refusing(
              operation,
              "query/unknown",
              "refuses an unknown parameter",
              400,
              asked -> asked.query().contains("unknown")));
      all.add(head(operation, "fails", 500));
      all.add(head(operation, "not found", 404));
      all.add(
          refusing(
              operation,
              "conditional",
              "fails at If-None-Match",
              500,
              asked -> asked.headers().containsKey("If-None-Match")));
      all.add(
          Mutant.of(
              id + "/conditional",
              "sends again what hasn't changed",
              (asked, origin) -> {
                if (!asked.isFor(operation) || !asked.headers().containsKey("If-None-Match")) {
                  return origin.send(asked);
                }
                return origin
                    .send(asked.withHeader("If-None-Match", "\"other\""))
                    .withHeader("ETag", asked.headers().get("If-None-Match"));
              }));
    }
    Setting setting = Checks.writes(operation) ? Setting.OWN : Setting.SHARED;
    return all.stream().map(mutant -> mutant.with(setting)).toList();
  }

  private static Mutant head(Operation operation, String fault, int status) {
    return Mutant.of(
        operation.id() + "/head",
        fault,
        (asked, origin) ->
            asked.isBelow(operation) && asked.method().equals("HEAD")
                ? Sent.error(status)
                : origin.send(asked));
  }

  private static Mutant refusing(
      Operation operation, String aspect, String fault, int status, Predicate<Asked> what) {
    return Mutant.of(
        operation.id() + "/" + aspect,
        fault,
        (asked, origin) ->
            asked.isFor(operation) && what.test(asked) ? Sent.error(status) : origin.send(asked));
  }
}
