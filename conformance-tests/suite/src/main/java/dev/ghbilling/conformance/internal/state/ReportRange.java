package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.aspect.DatedRows;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.ResourceOperation.Files;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The days of a report.
 *
 * @param first the first one
 * @param last the last one
 */
record ReportRange(LocalDate first, LocalDate last) {
  /** A kind of range that a server may get wrong. */
  enum Kind {
    /** A whole month with usage, or a day of the current one. */
    MONTH("totals"),
    /** A day with usage. */
    DAY("totals/day"),
    /** Days from the first to the last month with usage, and of last December if it has some. */
    MONTHS("totals/months"),
    /** A day without usage. */
    DAY_WITHOUT_USAGE("totals/none");

    private final String aspect;

    Kind(String aspect) {
      this.aspect = aspect;
    }

    /** Returns the part of a check's id that names the range. */
    String aspect() {
      return aspect;
    }
  }

  /** Returns the range of a report. */
  static ReportRange of(JsonNode report, Files files) {
    return new ReportRange(
        LocalDate.parse(report.at(files.first()).asText()),
        LocalDate.parse(report.at(files.last()).asText()));
  }

  /**
   * Returns a range of a kind, by the rows that another operation shows.
   *
   * @throws CheckEndedException not applicable, when there are no such days
   */
  static ReportRange of(Kind kind, CheckContext context, DatedRows rows)
      throws InterruptedException {
    OperationResponse shown = context.successfulResponse(rows.operation());
    NavigableSet<LocalDate> known = dates(rows, rows.of(shown));
    if (known.isEmpty()) {
      throw new CheckEndedException(
          Verdict.notApplicable(rows.operation() + " has no rows to compare with"));
    }
    LocalDate date = rows.date(rows.of(shown).get(0));
    LocalDate today = context.day(shown);
    return switch (kind) {
      case MONTH -> {
        boolean past = YearMonth.from(date).atEndOfMonth().isBefore(today);
        yield past ? ofMonth(YearMonth.from(date)) : new ReportRange(date, date);
      }
      case DAY -> new ReportRange(date, date);
      case MONTHS -> acrossMonths(known, today, context, rows);
      case DAY_WITHOUT_USAGE -> withoutRows(date, today, context, rows);
    };
  }

  private static ReportRange ofMonth(YearMonth month) {
    return new ReportRange(month.atDay(1), month.atEndOfMonth());
  }

  private static NavigableSet<LocalDate> dates(DatedRows rows, List<JsonNode> some) {
    NavigableSet<LocalDate> dates = new TreeSet<>();
    some.forEach(row -> dates.add(rows.date(row)));
    return dates;
  }

  private static ReportRange acrossMonths(
      NavigableSet<LocalDate> known, LocalDate today, CheckContext context, DatedRows rows)
      throws InterruptedException {
    NavigableSet<LocalDate> dates = new TreeSet<>(known);
    YearMonth january = YearMonth.from(known.last()).withMonth(Month.JANUARY.getValue());
    if (!in(january, dates).isEmpty()) {
      LocalDate before = january.minusMonths(1).atDay(1);
      dates.addAll(
          dates(rows, rows.of(context.response(rows.request(context, Part.MONTH, before)))));
    }
    // Usage of the current month may still arrive.
    NavigableSet<LocalDate> past = dates.headSet(today.withDayOfMonth(1), false);
    return fromFirstToLastMonth(monthsOf(past).size() > 1 ? past : dates);
  }

  private static NavigableSet<YearMonth> monthsOf(NavigableSet<LocalDate> dates) {
    return dates.stream().map(YearMonth::from).collect(Collectors.toCollection(TreeSet::new));
  }

  private static ReportRange fromFirstToLastMonth(NavigableSet<LocalDate> dates) {
    NavigableSet<YearMonth> months = monthsOf(dates);
    return new ReportRange(
        months.size() == 1
            ? months.first().minusMonths(1).atEndOfMonth()
            : in(months.first(), dates).last(),
        in(months.last(), dates).first());
  }

  private static NavigableSet<LocalDate> in(YearMonth month, NavigableSet<LocalDate> dates) {
    return dates.subSet(month.atDay(1), true, month.atEndOfMonth(), true);
  }

  private static ReportRange withoutRows(
      LocalDate date, LocalDate today, CheckContext context, DatedRows rows)
      throws InterruptedException {
    NavigableSet<LocalDate> used =
        dates(rows, rows.ofAllGroups(context, context::response, Part.MONTH, date));
    YearMonth month = YearMonth.from(date);
    return month
        .atDay(1)
        .datesUntil(month.plusMonths(1).atDay(1))
        .filter(day -> day.isBefore(today) && !used.contains(day))
        .findFirst()
        .map(day -> new ReportRange(day, day))
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.notApplicable("each day of %s has rows".formatted(month))));
  }

  /** Sets these days in the body of a request, fewer if a report can't have as many. */
  void putInto(ObjectNode body, Files files) {
    LocalDate earliest =
        files.mostDays(body).isPresent()
            ? last.minusDays(files.mostDays(body).getAsInt() - 1L)
            : first;
    body.put(
        files.first().getMatchingProperty(),
        (earliest.isAfter(first) ? earliest : first).toString());
    body.put(files.last().getMatchingProperty(), last.toString());
  }

  /** Returns the first month that these days are in, one in the middle, and the last one. */
  List<YearMonth> someMonths() {
    YearMonth month = YearMonth.from(first);
    long further = month.until(YearMonth.from(last), ChronoUnit.MONTHS);
    return LongStream.of(0, (further + 1) / 2, further)
        .distinct()
        .mapToObj(month::plusMonths)
        .toList();
  }

  boolean contains(LocalDate date) {
    return !date.isBefore(first) && !date.isAfter(last);
  }

  @Override
  public String toString() {
    return first.equals(last) ? first.toString() : "%s to %s".formatted(first, last);
  }
}
