package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far back an operation has to let clients ask, where the contract says so. A server may refuse
 * what is older.
 *
 * @param part the part of a date that is counted
 * @param last how many of them there are, the current one included
 */
public record Retention(Part part, int last) {
  /** Returns that of an operation; empty if the contract sets no limit. */
  public static Optional<Retention> of(Operation operation) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .flatMap(parameter -> of(parameter).stream())
        .findFirst();
  }

  /** Returns the one that a parameter has; empty if the contract sets no limit there. */
  public static Optional<Retention> of(Parameter parameter) {
    return Selects.of(parameter)
        .filter(selects -> selects.last().isPresent())
        .flatMap(
            selects -> selects.part().map(part -> new Retention(part, selects.last().getAsInt())));
  }

  /** Returns the first day of the oldest period that has to be accepted. */
  public LocalDate oldest(LocalDate today) {
    return switch (part) {
      case YEAR -> today.withDayOfYear(1).minusYears(last - 1L);
      case MONTH -> today.withDayOfMonth(1).minusMonths(last - 1L);
      case DAY, HOUR -> today.minusDays(last - 1L);
    };
  }

  /** Tells whether a request asks for something older, which a server may refuse. */
  public static boolean isExceeded(OperationRequest request, LocalDate today) {
    return of(request.operation())
        .filter(retention -> begin(request, today).isBefore(retention.oldest(today)))
        .isPresent();
  }

  /** Returns the first day that a request asks for; that of the current year if it has no date. */
  private static LocalDate begin(OperationRequest request, LocalDate today) {
    Map<Part, Integer> given = new EnumMap<>(Part.class);
    for (Parameter parameter : request.operation().parameters(Parameter.Location.QUERY)) {
      Optional<Part> part = Selects.of(parameter).flatMap(Selects::part);
      String text = String.join("", request.query().getOrDefault(parameter.name(), List.of()));
      if (part.isPresent() && text.matches("[0-9]{1,4}")) {
        given.put(part.get(), Integer.valueOf(text));
      }
    }
    int month = given.getOrDefault(Part.MONTH, 1);
    return LocalDate.of(
        given.getOrDefault(Part.YEAR, today.getYear()), Math.min(Math.max(1, month), 12), 1);
  }
}
