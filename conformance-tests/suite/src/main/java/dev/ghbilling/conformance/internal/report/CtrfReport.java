package dev.ghbilling.conformance.internal.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.run.Result;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Writes {@code ctrf.json}, in the Common Test Report Format, with one test for each check. */
final class CtrfReport {
  private static final List<String> STATUSES =
      List.of("passed", "failed", "pending", "skipped", "other");

  private CtrfReport() {}

  static void write(Results results, Path file) throws IOException {
    ObjectNode report = ContractJson.MAPPER.createObjectNode();
    report.put("reportFormat", "CTRF").put("specVersion", "0.1.0");
    ObjectNode content = report.putObject("results");
    content.putObject("tool").put("name", "ghbilling-conformance");
    ObjectNode summary = content.putObject("summary").put("tests", results.all().size());
    for (String status : STATUSES) {
      long count =
          results.all().stream().filter(one -> status(one.outcome()).equals(status)).count();
      summary.put(status, count);
    }
    summary
        .put("start", results.began().toEpochMilli())
        .put("stop", results.began().plus(results.took()).toEpochMilli());
    ArrayNode tests = content.putArray("tests");
    results.all().forEach(result -> add(result, results, tests.addObject()));
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), report);
  }

  private static void add(Result result, Results results, ObjectNode test) {
    test.put("name", result.id())
        .put("status", status(result.outcome()))
        .put("duration", result.took().toMillis())
        .put("rawStatus", result.outcome().toString());
    test.putArray("suite").add(result.check().operationId());
    if (!result.message().isEmpty()) {
      test.put("message", result.message());
    }
    ObjectNode extra =
        test.putObject("extra")
            .put("grade", result.check().grade().toString())
            .put("clause", result.check().clause());
    if (JsonReport.isShown(result)) {
      CurlCommand.of(result, results.redaction()).ifPresent(command -> extra.put("curl", command));
    }
  }

  private static String status(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "passed";
      case FAILED -> "failed";
      case WARNED, COULD_NOT_RUN -> "other";
      case KNOWN_FAILING, NOT_APPLICABLE -> "skipped";
      case NOT_RUN -> "pending";
    };
  }
}
