package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.aspect.DatedRows;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.Selects.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check that the files of a report add up to the same as the rows that another operation shows
 * for its days. If the contract says so of other kinds of reports only, the check is that the files
 * have dates within these days.
 *
 * @param rows the other operation's rows
 * @param kind the values that make it a kind of report, by property; if empty, those of the
 *     documented request
 */
record ReportedUsage(
    TestedCollection collection, Files files, DatedRows rows, Map<String, JsonNode> kind)
    implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    if (!kind.isEmpty() && context.isBodyChosen(collection.require(Action.CREATE))) {
      return Verdict.notApplicable("the chosen body is of one kind of report");
    }
    // The server may reject another one while the first is processing.
    ObservedProgress.of(context, collection).completed();
    OperationResponse completed =
        ObservedProgress.completed(context, collection, context.create(request(context)));
    ObjectNode asked = ContractJson.MAPPER.createObjectNode().setAll(kind);
    JsonNode report = TestedCollection.item(completed);
    new Asked(collection, asked)
        .in(report, collection.require(Action.GET), completed.request())
        .orThrow();
    boolean comparable =
        files.only().entrySet().stream()
            .allMatch(one -> one.getValue().contains(report.path(one.getKey())));
    if (!kind.isEmpty() && !comparable) {
      List<DownloadedReport> parts = parts(context, completed, datedFiles());
      return parts.isEmpty()
          ? Verdict.notApplicable("there are no files, which is allowed for a report without rows")
          : Verdict.passed();
    }
    LocalDate first = LocalDate.parse(report.at(files.first()).asText());
    LocalDate last = LocalDate.parse(report.at(files.last()).asText());
    Optional<Part> period = period(first, last);
    if (!comparable || period.isEmpty()) {
      return Verdict.notApplicable(
          "the chosen report isn't of one day or month, or has not the rows of "
              + rows.operation());
    }
    List<DownloadedReport> parts = parts(context, completed, files);
    return context.compare(source -> agree(context, source, period.get(), first, parts));
  }

  /** Returns the files as far as the contract describes those of any kind of report. */
  private Files datedFiles() {
    return new Files(
        files.date(),
        files.first(),
        files.last(),
        files.of(),
        Map.of(),
        files.only(),
        files.days());
  }

  private List<DownloadedReport> parts(
      CheckContext context, OperationResponse completed, Files described)
      throws InterruptedException {
    JsonNode report = TestedCollection.item(completed);
    List<DownloadedReport> parts = new ArrayList<>();
    for (JsonNode url : report.at(collection.progress().orElseThrow().brings())) {
      OperationResponse file = DownloadedReport.download(context, completed, url.asText());
      parts.add(DownloadedReport.read(file, described, report));
    }
    return parts;
  }

  /** Returns the request for a report with rows, unless a person chose another one. */
  private OperationRequest request(CheckContext context) throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    OperationRequest request = context.request(create);
    if (context.isBodyChosen(create)) {
      return request;
    }
    OperationResponse shown = context.successfulResponse(rows.operation());
    LocalDate date =
        rows.of(shown).stream()
            .findFirst()
            .map(rows::date)
            .orElseThrow(
                () ->
                    new CheckEndedException(
                        Verdict.notApplicable(rows.operation() + " has no rows to compare with")));
    LocalDate today = context.day(shown);
    boolean past = date.withDayOfMonth(date.lengthOfMonth()).isBefore(today);
    ObjectNode body = Asked.body(request);
    put(body, files.first(), past ? date.withDayOfMonth(1) : date);
    put(body, files.last(), past ? date.withDayOfMonth(date.lengthOfMonth()) : date);
    for (Map.Entry<String, List<JsonNode>> only : files.only().entrySet()) {
      if (!only.getValue().contains(body.path(only.getKey()))) {
        body.set(only.getKey(), only.getValue().get(0));
      }
    }
    body.setAll(kind);
    return request.withBody(Optional.of(body.toString()));
  }

  private static void put(ObjectNode body, JsonPointer property, LocalDate date) {
    body.put(property.getMatchingProperty(), date.toString());
  }

  private static Optional<Part> period(LocalDate first, LocalDate last) {
    if (first.equals(last)) {
      return Optional.of(Part.DAY);
    }
    boolean month =
        first.getDayOfMonth() == 1 && last.equals(first.withDayOfMonth(first.lengthOfMonth()));
    return month ? Optional.of(Part.MONTH) : Optional.empty();
  }

  private Verdict agree(
      CheckContext context, Source source, Part part, LocalDate date, List<DownloadedReport> parts)
      throws InterruptedException {
    List<JsonNode> all = rows.ofAllGroups(context, source, part, date);
    for (Map.Entry<String, JsonPointer> column : files.sums().entrySet()) {
      List<JsonNode> summed = all.stream().map(row -> row.at(column.getValue())).toList();
      BigDecimal actual =
          parts.stream()
              .map(file -> file.sum(column.getKey()))
              .reduce(BigDecimal.ZERO, BigDecimal::add);
      if (!JsonValues.isSum(actual, summed)) {
        return Verdict.failed(
            "the files of a report of the %s of %s".formatted(part, date),
            "%s %s, as in %d rows of %s and its groups"
                .formatted(
                    column.getKey(),
                    JsonValues.sum(summed).toPlainString(),
                    all.size(),
                    rows.operation()),
            "%s in %d rows"
                .formatted(
                    actual.toPlainString(), parts.stream().mapToInt(DownloadedReport::rows).sum()));
      }
    }
    return all.isEmpty()
        ? Verdict.notApplicable("there are no rows in " + part + " of " + date)
        : Verdict.passed();
  }
}
