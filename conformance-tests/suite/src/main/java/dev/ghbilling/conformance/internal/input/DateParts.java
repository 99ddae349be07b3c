package dev.ghbilling.conformance.internal.input;

import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.YearMonth;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of a date that the query of a request gives.
 *
 * @param values the texts by part
 */
record DateParts(Map<Part, String> values) {
  static DateParts of(OperationRequest request) {
    Map<Part, String> values = new EnumMap<>(Part.class);
    for (Parameter parameter : request.operation().parameters(Parameter.Location.QUERY)) {
      List<String> texts = request.query().get(parameter.name());
      if (texts != null) {
        Selects.of(parameter)
            .flatMap(Selects::part)
            .ifPresent(part -> values.put(part, texts.get(0)));
      }
    }
    return new DateParts(values);
  }

  boolean has(Part part) {
    return values.containsKey(part);
  }

  /** Tells whether they are a date that exists, without a part that a wider one is missing for. */
  boolean isDate() {
    boolean gap = false;
    for (Part part : Part.values()) {
      if (has(part) && gap) {
        return false;
      }
      gap |= !has(part);
    }
    return !has(Part.DAY)
        || YearMonth.of(number(Part.YEAR), number(Part.MONTH)).isValidDay(number(Part.DAY));
  }

  private int number(Part part) {
    return Integer.parseInt(values.getOrDefault(part, "1"));
  }
}
