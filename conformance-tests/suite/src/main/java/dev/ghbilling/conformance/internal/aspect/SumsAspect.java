package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.Retention;
import dev.ghbilling.conformance.internal.check.SimilarValues;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Checks that rows are the sums of another operation's rows under the same selection. */
public final class SumsAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    Optional<Sums> sums = operation.sums();
    Optional<String> of = sums.flatMap(Sums::of);
    of.flatMap(checklist.contract()::operation)
        .ifPresent(summed -> new Summary(operation, sums.orElseThrow(), summed).derive(checklist));
    if (of.isEmpty()) {
      sums.ifPresent(found -> groups(operation, found, checklist));
    }
  }

  /** Adds up groups and periods where no other operation shows what the rows are sums of. */
  private static void groups(Operation operation, Sums sums, Checklist checklist) {
    for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
      Selects.of(parameter)
          .flatMap(Selects::rest)
          .ifPresent(
              rest ->
                  checklist.add(
                      operation,
                      "sums/" + parameter.name(),
                      Clause.extension(
                          checklist.contract(), operation, parameter, "x-selects/rest"),
                      new GroupedSums(operation, sums, parameter, rest)));
      Selects.of(parameter)
          .flatMap(Selects::part)
          .filter(
              part ->
                  part == Part.MONTH
                      || (part == Part.DAY && DatedRows.isFirst(checklist.contract(), operation)))
          .ifPresent(
              part ->
                  checklist.add(
                      operation,
                      "sums/" + parameter.name(),
                      Clause.extension(checklist.contract(), operation, parameter, "x-selects"),
                      new PeriodSums(operation, sums, part)));
    }
  }

  /**
   * An operation that sums up another one.
   *
   * @param summed the other one
   */
  private record Summary(Operation operation, Sums sums, Operation summed) {
    void derive(Checklist checklist) {
      String clause = Clause.extension(operation, "x-sums");
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        Optional<Selects> selects = Selects.of(parameter);
        String aspect = "sums/" + parameter.name();
        Optional<Part> part = selects.flatMap(Selects::part);
        if (part.filter(found -> found != Part.HOUR && has(found)).isPresent()) {
          checklist.add(
              operation,
              aspect,
              clause,
              context -> context.compare(source -> ofDate(context, source, part.orElseThrow())));
        } else if (rows()
            .group()
            .filter(other -> other.name().equals(parameter.name()))
            .isPresent()) {
          checklist.add(
              operation,
              aspect,
              clause,
              context -> context.compare(source -> ofGroups(context, source, parameter)));
        } else if (selects.filter(found -> isOfRows(parameter, found)).isPresent()) {
          checklist.add(
              operation,
              aspect,
              sums.where().containsKey(parameter.name()) ? clause + "/where" : clause,
              context ->
                  context.compare(
                      source -> ofValue(context, source, parameter, selects.orElseThrow())));
        }
      }
    }

    /** Tells whether the other operation's rows have the value of a parameter. */
    private boolean isOfRows(Parameter parameter, Selects selects) {
      return sums.by().contains(selects.by()) || sums.where().containsKey(parameter.name());
    }

    /** Returns the value of a parameter that selects one of the other operation's rows. */
    private String selecting(Parameter parameter, Selects selects, JsonNode row) {
      return sums.where().containsKey(parameter.name())
          ? sums.selecting(parameter.name(), row)
          : row.at(selects.by()).asText();
    }

    /** Tells whether the other operation has a parameter for this part of a date. */
    private boolean has(Part part) {
      return summed.parameters(Parameter.Location.QUERY).stream()
          .anyMatch(other -> Selects.of(other).flatMap(Selects::part).equals(Optional.of(part)));
    }

    private DatedRows rows() {
      return new DatedRows(summed);
    }

    private Verdict ofDate(CheckContext context, Source source, Part part)
        throws InterruptedException {
      for (LocalDate date : Spread.of(dates(context))) {
        List<JsonNode> all = rows().ofAllGroups(context, source, part, date);
        compare(context, source, DatedRows.request(context, operation, part, date), all).orThrow();
      }
      return Verdict.passed();
    }

    private Verdict ofGroups(CheckContext context, Source source, Parameter parameter)
        throws InterruptedException {
      LocalDate date = dates(context).get(0);
      OperationRequest request = DatedRows.request(context, operation, Part.MONTH, date);
      OperationRequest other = summedAt(context, Part.MONTH, date);
      for (String id : GroupSelection.some(GroupSelection.groups(context, parameter.name()))) {
        String name = parameter.name();
        compare(
                context,
                source,
                request.withQuery(name, id),
                rows(source, other.withQuery(name, id)))
            .orThrow();
      }
      Optional<String> rest = Selects.of(parameter).flatMap(Selects::rest);
      return rest.isPresent()
          ? compare(
              context, source, request.withQuery(parameter.name(), rest.get()), rows(source, other))
          : Verdict.passed();
    }

    private Verdict ofValue(
        CheckContext context, Source source, Parameter parameter, Selects selects)
        throws InterruptedException {
      LocalDate date = dates(context).get(0);
      OperationRequest request = DatedRows.request(context, operation, Part.MONTH, date);
      Optional<String> group = rows().group().map(Parameter::name);
      if (group.isPresent()) {
        Optional<String> rest =
            operation.parameters(Parameter.Location.QUERY).stream()
                .filter(own -> own.name().equals(group.get()))
                .flatMap(own -> Selects.of(own).stream())
                .flatMap(own -> own.rest().stream())
                .findFirst();
        if (rest.isEmpty()) {
          return Verdict.notApplicable("the rows of no group can't be selected");
        }
        request = request.withQuery(group.get(), rest.get());
      }
      List<JsonNode> rows = rows(source, summedAt(context, Part.MONTH, date));
      List<String> values =
          rows.stream()
              .map(row -> selecting(parameter, selects, row))
              .filter(text -> !text.isBlank())
              .distinct()
              .toList();
      for (String value : SimilarValues.of(values)) {
        List<JsonNode> others =
            rows.stream()
                .filter(row -> selects.isSame(value, selecting(parameter, selects, row)))
                .toList();
        compare(context, source, request.withQuery(parameter.name(), value), others).orThrow();
      }
      return values.isEmpty()
          ? Verdict.notApplicable("no row has a value to select by")
          : Verdict.passed();
    }

    private Verdict compare(
        CheckContext context, Source source, OperationRequest request, List<JsonNode> others)
        throws InterruptedException {
      OperationResponse response = source.get(request);
      if (response.status() / 100 == 4 && Retention.isExceeded(request, context.day(response))) {
        return Verdict.notApplicable("the server has the sums of newer rows only");
      }
      Expectation.successful(response).orThrow();
      List<JsonNode> rows = response.json().at(sums.items()).valueStream().toList();
      return SummedRows.of(context.contract(), operation, rows).sumUp(others, request);
    }

    private OperationRequest summedAt(CheckContext context, Part part, LocalDate date)
        throws InterruptedException {
      return rows().request(context, part, date);
    }

    /** Returns the dates of the rows that belong to no group; at least one. */
    private List<LocalDate> dates(CheckContext context) throws InterruptedException {
      List<LocalDate> dates =
          rows().of(context.successfulResponse(summed)).stream()
              .map(rows()::date)
              .distinct()
              .sorted()
              .toList();
      if (dates.isEmpty()) {
        Verdict.notApplicable("there are no rows to sum up").orThrow();
      }
      return dates;
    }

    private List<JsonNode> rows(Source source, OperationRequest request)
        throws InterruptedException {
      return rows().of(source.get(request));
    }
  }
}
