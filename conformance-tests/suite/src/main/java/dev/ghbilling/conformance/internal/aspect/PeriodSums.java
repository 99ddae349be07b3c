package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A check that the rows of all months add up to those of their year, or those of all days to those
 * of their month. It uses the previous year, which doesn't grow, or, if that has no rows, the
 * current one; for days, the latest month of that year with rows.
 *
 * @param sums what the rows are sums of
 * @param part the narrower period, a month or a day
 */
record PeriodSums(Operation operation, Sums sums, Part part) implements Check.Procedure {
  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    OperationResponse first = context.successfulResponse(operation);
    if (first.isExample()) {
      return Verdict.notApplicable("the server responds with an example, whatever is selected");
    }
    LocalDate today = context.day(first);
    for (LocalDate year : List.of(today.withDayOfYear(1).minusDays(1), today)) {
      LocalDate begin = year.withDayOfYear(1);
      if (!rows(context::response, request(context, Part.YEAR, begin)).isEmpty()) {
        return part == Part.MONTH
            ? context.compare(source -> addUp(context, source, Part.YEAR, months(begin, year)))
            : ofLastMonth(context, months(begin, year), today);
      }
    }
    return Verdict.notApplicable("there are no rows of this year or the last one");
  }

  private Verdict ofLastMonth(CheckContext context, List<LocalDate> months, LocalDate today)
      throws InterruptedException {
    List<LocalDate> days = daysOfLastMonth(context, months, today);
    return days.isEmpty()
        ? Verdict.notApplicable("no month of the year has rows")
        : context.compare(source -> addUp(context, source, Part.MONTH, days));
  }

  private List<LocalDate> daysOfLastMonth(
      CheckContext context, List<LocalDate> months, LocalDate today) throws InterruptedException {
    for (int i = months.size() - 1; i >= 0; i--) {
      LocalDate month = months.get(i);
      if (!rows(context::response, request(context, Part.MONTH, month)).isEmpty()) {
        return month.datesUntil(month.plusMonths(1)).takeWhile(day -> !day.isAfter(today)).toList();
      }
    }
    return List.of();
  }

  /** Returns a day with rows, found by requests that the check sends as well. */
  Optional<LocalDate> dayWithRows(CheckContext context) throws InterruptedException {
    LocalDate today = context.day(context.successfulResponse(operation));
    for (LocalDate year : List.of(today.withDayOfYear(1).minusDays(1), today)) {
      LocalDate begin = year.withDayOfYear(1);
      if (!rows(context::response, request(context, Part.YEAR, begin)).isEmpty()) {
        for (LocalDate day : daysOfLastMonth(context, months(begin, year), today)) {
          if (!rows(context::response, request(context, Part.DAY, day)).isEmpty()) {
            return Optional.of(day);
          }
        }
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  private static List<LocalDate> months(LocalDate begin, LocalDate end) {
    return Stream.iterate(begin, month -> !month.isAfter(end), month -> month.plusMonths(1))
        .toList();
  }

  /** Expects the rows of a wider period to be the sums of those of the narrower ones. */
  private Verdict addUp(CheckContext context, Source source, Part wider, List<LocalDate> periods)
      throws InterruptedException {
    List<JsonNode> parts = new ArrayList<>();
    for (LocalDate period : periods) {
      parts.addAll(rows(source, request(context, part, period)));
    }
    OperationRequest whole = request(context, wider, periods.get(0));
    return SummedRows.of(context.contract(), operation, rows(source, whole)).sumUp(parts, whole);
  }

  private OperationRequest request(CheckContext context, Part period, LocalDate date)
      throws InterruptedException {
    return DatedRows.request(context, operation, period, date);
  }

  private List<JsonNode> rows(Source source, OperationRequest request) throws InterruptedException {
    OperationResponse response = source.get(request);
    Expectation.successful(response).orThrow();
    return response.json().at(sums.items()).valueStream().toList();
  }
}
