package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A check that a date parameter selects the items of that date, and no others: days add up to their
 * month, and months to their year.
 *
 * @param selects what the parameter selects, which has a part of a date
 */
record DateSelection(Operation operation, Parameter parameter, Selects selects)
    implements Check.Procedure {
  /** How many months of a year, and days of a month without regard to items, are tried. */
  private static final int MANY = 12;

  /** How many are tried of a report that another kind of account has as well. */
  private static final int FEW = 4;

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    Part part = selects.part().orElseThrow();
    OperationResponse response = context.successfulResponse(operation);
    List<LocalDate> dates =
        rows().of(response).stream().map(rows()::date).distinct().sorted().toList();
    if (dates.isEmpty()) {
      return Verdict.notApplicable("there are no items to select from");
    }
    if (part == Part.HOUR) {
      return hours(context, dates.get(0));
    }
    LocalDate last = dates.get(dates.size() - 1);
    LocalDate today = context.day(response);
    boolean first = DatedRows.isFirst(context.contract(), operation);
    for (LocalDate date : tried(part, dates, last, first ? MANY : FEW)) {
      if (!date.isAfter(today) || dates.contains(date)) {
        context.compare(source -> agree(context, source, part, date)).orThrow();
      }
    }
    return part == Part.DAY ? noSuchDay(context, dates) : Verdict.passed();
  }

  /** Expects nothing for 31 September or 30 February, least of all the first of the next month. */
  private Verdict noSuchDay(CheckContext context, List<LocalDate> dates)
      throws InterruptedException {
    for (LocalDate date : Spread.of(dates)) {
      for (LocalDate end : List.of(date.withDayOfMonth(1).minusDays(1), lastOfMonth(date))) {
        if (end.getDayOfMonth() < 31) {
          OperationResponse response =
              context.response(
                  DatedRows.request(context, operation, Part.DAY, end)
                      .withQuery(parameter.name(), Integer.toString(end.getDayOfMonth() + 1)));
          nothing(response).orThrow();
        }
      }
    }
    return Verdict.passed();
  }

  private Verdict nothing(OperationResponse response) {
    if (response.status() >= 400 && response.status() < 500) {
      return Verdict.passed();
    }
    List<JsonNode> items = rows().of(response);
    return items.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            response.request(),
            "no items of a day that the month doesn't have, or a rejection",
            items.size() + " items, the first of " + rows().date(items.get(0)));
  }

  private static LocalDate lastOfMonth(LocalDate date) {
    return date.withDayOfMonth(date.lengthOfMonth());
  }

  private DatedRows rows() {
    return new DatedRows(operation);
  }

  /**
   * Returns dates in the periods to try: of the last wider one some months, or days that have items
   * and some that haven't, and some of the others.
   */
  private static Set<LocalDate> tried(Part part, List<LocalDate> dates, LocalDate last, int most) {
    Set<LocalDate> tried = new LinkedHashSet<>();
    for (LocalDate date : Spread.of(dates)) {
      switch (part) {
        case YEAR -> tried.addAll(List.of(date, date.withDayOfYear(1).minusDays(1)));
        case MONTH -> tried.add(date.withDayOfMonth(1));
        default -> tried.addAll(List.of(date.withDayOfMonth(1), date, lastOfMonth(date)));
      }
    }
    Stream<LocalDate> all =
        switch (part) {
          case YEAR -> Stream.of();
          case MONTH ->
              Spread.of(IntStream.rangeClosed(1, 12).boxed().toList(), most).stream()
                  .map(last.withDayOfMonth(1)::withMonth);
          default ->
              Stream.concat(
                  dates.stream().filter(date -> same(Part.MONTH, date, last)).limit(3L * most),
                  Spread.of(last.withDayOfMonth(1).datesUntil(lastOfMonth(last)).toList(), most / 2)
                      .stream());
        };
    all.forEach(tried::add);
    return tried;
  }

  /** Expects the same items of a period, whether it or a wider one is asked for. */
  private Verdict agree(CheckContext context, Source source, Part part, LocalDate date)
      throws InterruptedException {
    OperationRequest narrow = DatedRows.request(context, operation, part, date);
    List<JsonNode> selected = selected(source.get(narrow), part, date);
    OperationRequest any = context.request(operation);
    has(narrow, selected, any, of(rows().of(source.get(any)), part, date)).orThrow();
    if (part == Part.YEAR) {
      return Verdict.passed();
    }
    Part wider = part == Part.DAY ? Part.MONTH : Part.YEAR;
    OperationRequest wide = DatedRows.request(context, operation, wider, date);
    List<JsonNode> within = of(selected(source.get(wide), wider, date), part, date);
    has(narrow, selected, wide, within).orThrow();
    return has(wide, within, narrow, selected);
  }

  /** Expects a response to have every item that another one has. */
  private static Verdict has(
      OperationRequest request,
      List<JsonNode> items,
      OperationRequest other,
      List<JsonNode> others) {
    List<JsonNode> missing = JsonValues.missing(others, items);
    return missing.isEmpty()
        ? Verdict.passed()
        : Verdict.failed(
            request,
            "all %d items of that time that %s has".formatted(others.size(), other.target()),
            "%d without %s".formatted(others.size() - missing.size(), missing.get(0)));
  }

  /** Items don't show their hour, but at most one hour can contain the whole day. */
  private Verdict hours(CheckContext context, LocalDate date) throws InterruptedException {
    OperationRequest whole = DatedRows.request(context, operation, Part.DAY, date);
    List<JsonNode> all = selected(context.response(whole), Part.DAY, date);
    for (int hour = 0; hour < 24; hour++) {
      OperationResponse one =
          context.response(whole.withQuery(parameter.name(), Integer.toString(hour)));
      List<JsonNode> selected = selected(one, Part.HOUR, date);
      if (selected.size() != all.size() || !JsonValues.missing(selected, all).isEmpty()) {
        return Verdict.passed();
      }
    }
    return Verdict.failed(
        whole, "an hour with fewer items than the day", "the whole day for every hour");
  }

  /** Returns the items of a response, all of which must be of the date. */
  private List<JsonNode> selected(OperationResponse response, Part part, LocalDate date) {
    List<JsonNode> items = rows().of(response);
    for (int i = 0; i < items.size(); i++) {
      LocalDate actual = rows().date(items.get(i));
      if (!same(part, actual, date)) {
        throw new CheckEndedException(
            Verdict.failed(
                response.request(),
                "only items of the same %s as %s"
                    .formatted(part.name().toLowerCase(Locale.ROOT), date),
                rows().path(response, i) + " of " + actual));
      }
    }
    return items;
  }

  private List<JsonNode> of(List<JsonNode> items, Part part, LocalDate date) {
    return items.stream().filter(item -> same(part, rows().date(item), date)).toList();
  }

  private static boolean same(Part part, LocalDate one, LocalDate other) {
    return switch (part) {
      case YEAR -> one.getYear() == other.getYear();
      case MONTH -> same(Part.YEAR, one, other) && one.getMonth() == other.getMonth();
      case DAY, HOUR -> one.equals(other);
    };
  }
}
