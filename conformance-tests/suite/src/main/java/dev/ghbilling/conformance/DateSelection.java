package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A parameter that gives a part of the date selects the items of that date, and none that a wider
 * date doesn't.
 *
 * @param parameter the parameter, which has {@code x-selects}
 */
record DateSelection(Operation operation, Parameter parameter) implements Check.Procedure {
  /** The parts of a date that a parameter can give, the widest first. */
  private enum Part {
    YEAR,
    MONTH,
    DAY,
    HOUR;

    static Optional<Part> of(Parameter parameter) {
      String name = parameter.node().path("x-selects").path("part").asText("");
      return name.isEmpty()
          ? Optional.empty()
          : Optional.of(valueOf(name.toUpperCase(Locale.ROOT)));
    }

    int of(LocalDate date) {
      return switch (this) {
        case YEAR -> date.getYear();
        case MONTH -> date.getMonthValue();
        case DAY -> date.getDayOfMonth();
        case HOUR -> 0;
      };
    }

    LocalDate before(LocalDate date) {
      return switch (this) {
        case YEAR -> date.minusYears(1);
        case MONTH -> date.minusMonths(1);
        case DAY, HOUR -> date.minusDays(1);
      };
    }

    boolean same(LocalDate one, LocalDate other) {
      return switch (this) {
        case YEAR -> one.getYear() == other.getYear();
        case MONTH -> YEAR.same(one, other) && one.getMonth() == other.getMonth();
        case DAY, HOUR -> one.equals(other);
      };
    }
  }

  @Override
  public Verdict of(Session session) throws InterruptedException {
    Part part = Part.of(parameter).orElseThrow();
    List<JsonNode> any = items(session.accepted(operation));
    if (any.isEmpty()) {
      return Verdict.notApplicable("there is nothing to select from");
    }
    LocalDate date = date(any.get(0));
    return part == Part.HOUR ? hours(session, date) : dates(session, part, date);
  }

  private Verdict dates(Session session, Part part, LocalDate date) throws InterruptedException {
    Reply narrow = session.answer(until(session, part, date));
    List<JsonNode> selected = selected(narrow, part, date);
    if (selected.isEmpty()) {
      return Verdict.failed(narrow.call(), "items of " + date, "none");
    }
    if (part != Part.YEAR) {
      Part wider = part == Part.DAY ? Part.MONTH : Part.YEAR;
      Reply wide = session.answer(until(session, wider, date));
      List<JsonNode> missing = Places.missing(selected, selected(wide, wider, date));
      if (!missing.isEmpty()) {
        return Verdict.failed(
            wide.call(), "every item of " + narrow.call().target(), "not " + missing.get(0));
      }
    }
    LocalDate before = part.before(date);
    selected(session.answer(until(session, part, before)), part, before);
    return Verdict.passed();
  }

  /** An item doesn't show its hour, but not every hour can hold the whole day. */
  private Verdict hours(Session session, LocalDate date) throws InterruptedException {
    Reply day = session.answer(until(session, Part.DAY, date));
    List<JsonNode> all = selected(day, Part.DAY, date);
    for (int hour = 0; hour < 24; hour++) {
      Reply one =
          session.answer(
              until(session, Part.DAY, date).withQuery(parameter.name(), Integer.toString(hour)));
      List<JsonNode> selected = selected(one, Part.HOUR, date);
      if (selected.size() != all.size() || !Places.missing(selected, all).isEmpty()) {
        return Verdict.passed();
      }
    }
    return Verdict.failed(day.call(), "some hour to have less than the day", "the day in each");
  }

  private Call until(Session session, Part part, LocalDate date) throws InterruptedException {
    Call call = session.call(operation);
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      Optional<Part> given = Part.of(other);
      if (given.isPresent() && given.get().compareTo(part) <= 0 && given.get() != Part.HOUR) {
        call = call.withQuery(other.name(), Integer.toString(given.get().of(date)));
      }
    }
    return call;
  }

  /** The items of an answer, each of which has to be of the date. */
  private List<JsonNode> selected(Reply reply, Part part, LocalDate date) {
    Expectation.successful(reply).orEnd();
    List<JsonNode> items = items(reply);
    for (JsonNode item : items) {
      LocalDate actual = date(item);
      if (!part.same(actual, date)) {
        throw new EndedEarly(
            Verdict.failed(reply.call(), "only items of that date", "one of " + actual));
      }
    }
    return items;
  }

  private List<JsonNode> items(Reply reply) {
    List<JsonNode> items = new ArrayList<>();
    reply.json().at(parameter.node().path("x-selects").path("items").asText()).forEach(items::add);
    return items;
  }

  private LocalDate date(JsonNode item) {
    String text = item.at(dateProperty()).asText();
    try {
      return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
    } catch (DateTimeException e) {
      throw new EndedEarly(
          Verdict.failed(operation, "a date at " + dateProperty() + " of each item", text));
    }
  }

  private String dateProperty() {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .map(other -> other.node().path("x-selects").path("by").asText(""))
        .filter(by -> !by.isEmpty())
        .findFirst()
        .orElseThrow();
  }
}
