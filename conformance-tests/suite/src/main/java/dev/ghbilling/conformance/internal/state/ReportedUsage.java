package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.aspect.DatedRows;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.Selects.Part;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

/**
 * A check that the files of a report add up to the same, on each of its days, as the rows that
 * another operation shows. If the contract says so of other kinds of reports only, the check is
 * that the files have dates within these days.
 *
 * @param rows the other operation's rows
 * @param kind the values that make it a kind of report, by property; if empty, those of the
 *     documented request
 * @param range the kind of its days
 */
record ReportedUsage(
    TestedCollection collection,
    Files files,
    DatedRows rows,
    Map<String, JsonNode> kind,
    ReportRange.Kind range)
    implements Check.Procedure {
  private static final int CONFLICT = 409;

  /** Reports that were requested one right after the other, by the kind of their days. */
  private record RequestedReports(Map<ReportRange.Kind, CreatedResource> created) {}

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    boolean plain = kind.isEmpty() && range == ReportRange.Kind.MONTH;
    if (!plain && context.isBodyChosen(collection.require(Action.CREATE))) {
      return Verdict.notApplicable("the chosen body is of one report");
    }
    // The server may reject another one while the first is processing.
    ObservedProgress.of(context, collection).completed();
    CreatedResource created =
        range == ReportRange.Kind.MONTH
            ? context.create(request(context, range))
            : ofSeveral(context);
    OperationResponse completed = ObservedProgress.completed(context, collection, created);
    JsonNode report = TestedCollection.item(completed);
    ExpectedProperties.by(created.response().request(), collection)
        .in(report, collection.require(Action.GET), completed.request())
        .orThrow();
    ObservedProgress.bringsConsistently(collection, completed.request(), report).orThrow();
    boolean comparable =
        files.only().entrySet().stream()
            .allMatch(one -> one.getValue().contains(report.path(one.getKey())));
    if (!kind.isEmpty() && !comparable) {
      List<DownloadedReport> parts = parts(context, completed, datedFiles());
      return parts.isEmpty()
          ? Verdict.notApplicable("there are no files, which is allowed for a report without rows")
          : Verdict.passed();
    }
    if (!comparable) {
      return Verdict.notApplicable(
          "the chosen report has not the rows of %s".formatted(rows.operation()));
    }
    ReportRange days = ReportRange.of(report, files);
    List<DownloadedReport> parts = parts(context, completed, files);
    return context.compare(source -> agree(context, source, days, parts));
  }

  /** Returns the report of this range. Those of all others are requested right before or after. */
  CreatedResource ofSeveral(CheckContext context) throws InterruptedException {
    RequestedReports all =
        context.memoize(
            "several of " + collection.path(),
            RequestedReports.class,
            () -> new RequestedReports(several(context)));
    CreatedResource own = all.created().get(range);
    // It says why there are none.
    return own == null ? context.create(request(context, range)) : own;
  }

  private Map<ReportRange.Kind, CreatedResource> several(CheckContext context)
      throws InterruptedException {
    Map<ReportRange.Kind, CreatedResource> created = new EnumMap<>(ReportRange.Kind.class);
    for (ReportRange.Kind one : EnumSet.complementOf(EnumSet.of(ReportRange.Kind.MONTH))) {
      Optional<OperationRequest> request = requestIfAny(context, one);
      if (request.isPresent()) {
        OperationResponse response =
            created.isEmpty()
                ? UnusualSpelling.send(context, request.get())
                : context.send(request.get());
        if (response.status() == CONFLICT) {
          throw new CheckEndedException(
              Verdict.notApplicable("the server exports one report at a time"));
        }
        Expectation.successful(response).orThrow();
        CreatedResource.of(context.contract(), response)
            .ifPresent(resource -> created.put(one, resource));
      }
    }
    return created;
  }

  private Optional<OperationRequest> requestIfAny(CheckContext context, ReportRange.Kind days)
      throws InterruptedException {
    try {
      return Optional.of(request(context, days));
    } catch (CheckEndedException e) {
      return Optional.empty();
    }
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
    List<YearMonth> months = ReportRange.of(report, files).someMonths();
    List<DownloadedReport> parts = new ArrayList<>();
    for (JsonNode url : report.at(collection.progress().orElseThrow().brings())) {
      OperationResponse file = DownloadedReport.download(context, completed, url.asText());
      parts.add(
          DownloadedReport.read(
              file, described, report, date -> months.contains(YearMonth.from(date))));
    }
    return parts;
  }

  /** Returns the request for a report of some days, unless a person chose another one. */
  private OperationRequest request(CheckContext context, ReportRange.Kind days)
      throws InterruptedException {
    Operation create = collection.require(Action.CREATE);
    OperationRequest request = context.request(create);
    if (context.isBodyChosen(create)) {
      return request;
    }
    ObjectNode body = ExpectedProperties.body(request);
    for (Map.Entry<String, List<JsonNode>> only : files.only().entrySet()) {
      if (days == ReportRange.Kind.MONTHS) {
        body.set(only.getKey(), withMostDays(body, only.getKey(), only.getValue()));
      } else if (!only.getValue().contains(body.path(only.getKey()))) {
        body.set(only.getKey(), only.getValue().get(0));
      }
    }
    body.setAll(kind);
    ReportRange.of(days, context, rows).putInto(body, files);
    return request.withBody(Optional.of(body.toString()));
  }

  private JsonNode withMostDays(ObjectNode body, String property, List<JsonNode> values) {
    ToIntFunction<JsonNode> days =
        value -> files.mostDays(body.deepCopy().set(property, value)).orElse(Integer.MAX_VALUE);
    return values.stream().max(Comparator.comparingInt(days)).orElseThrow();
  }

  /** Returns the rows of all groups on some days, of long ranges those of some months. */
  private List<JsonNode> rows(CheckContext context, Source source, ReportRange days)
      throws InterruptedException {
    if (range == ReportRange.Kind.MONTH && days.first().equals(days.last())) {
      return rows.ofAllGroups(context, source, Part.DAY, days.first());
    }
    List<JsonNode> all = new ArrayList<>();
    for (YearMonth month : days.someMonths()) {
      for (JsonNode row : rows.ofAllGroups(context, source, Part.MONTH, month.atDay(1))) {
        LocalDate date = rows.date(row);
        // One of another month shouldn't be there, and is left for the sums to show it.
        if (days.contains(date) || !YearMonth.from(date).equals(month)) {
          all.add(row);
        }
      }
    }
    return all;
  }

  private Verdict agree(
      CheckContext context, Source source, ReportRange days, List<DownloadedReport> parts)
      throws InterruptedException {
    Map<LocalDate, List<JsonNode>> byDay =
        rows(context, source, days).stream()
            .collect(Collectors.groupingBy(rows::date, TreeMap::new, Collectors.toList()));
    parts.forEach(file -> file.days().keySet().forEach(day -> byDay.putIfAbsent(day, List.of())));
    for (Map.Entry<LocalDate, List<JsonNode>> day : byDay.entrySet()) {
      for (Map.Entry<String, JsonPointer> column : files.sums().entrySet()) {
        agree(days, day.getKey(), column.getKey(), addends(day.getValue(), column), parts)
            .orThrow();
      }
    }
    return Verdict.passed();
  }

  private static List<JsonNode> addends(
      List<JsonNode> rows, Map.Entry<String, JsonPointer> column) {
    return rows.stream().map(row -> row.at(column.getValue())).toList();
  }

  private Verdict agree(
      ReportRange days,
      LocalDate day,
      String column,
      List<JsonNode> addends,
      List<DownloadedReport> parts) {
    BigDecimal actual =
        parts.stream().map(file -> file.sum(day, column)).reduce(BigDecimal.ZERO, BigDecimal::add);
    return JsonValues.isSum(actual, addends)
        ? Verdict.passed()
        : Verdict.failed(
            "the files of a report of %s, rows of %s".formatted(days, day),
            "%s %s, as in %d rows of %s and its groups"
                .formatted(
                    column,
                    JsonValues.sum(addends).toPlainString(),
                    addends.size(),
                    rows.operation()),
            actual.toPlainString());
  }
}
