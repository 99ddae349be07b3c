package dev.ghbilling.conformance.internal.input;

import dev.ghbilling.conformance.internal.aspect.DatedRows;
import dev.ghbilling.conformance.internal.aspect.PageWalk;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Pagination;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What can be combined in a query. Parameters that mean something together only are one factor: the
 * parts of a date, and the number and the size of a page.
 */
record QueryFactors(CheckContext context, Operation operation) {
  /** Tells whether an operation has more than one factor. */
  static boolean areSeveral(Operation operation) {
    return parameters(operation).stream()
            .map(parameter -> factor(operation, parameter))
            .distinct()
            .count()
        > 1;
  }

  private static List<Parameter> parameters(Operation operation) {
    return operation.parameters(Parameter.Location.QUERY);
  }

  /** Returns the name of the factor that a parameter belongs to. */
  private static String factor(Operation operation, Parameter parameter) {
    boolean page = isOfPages(operation, parameter);
    return page ? "a page" : part(parameter).isPresent() ? "a date" : parameter.name();
  }

  private static Optional<Part> part(Parameter parameter) {
    return Selects.of(parameter).flatMap(Selects::part);
  }

  private static boolean isOfPages(Operation operation, Parameter parameter) {
    return operation
        .pagination()
        .filter(pages -> List.of(pages.page(), pages.perPage()).contains(parameter.name()))
        .isPresent();
  }

  /** Returns a request for each combination that is needed to have all pairs. */
  List<OperationRequest> pairs() throws InterruptedException {
    List<List<Map<String, String>>> factors = factors();
    List<OperationRequest> requests = new ArrayList<>();
    OperationRequest plain = context.request(operation);
    for (List<Integer> combination : AllPairs.of(factors.stream().map(List::size).toList())) {
      OperationRequest request = plain;
      for (int factor = 0; factor < factors.size(); factor++) {
        Map<String, String> level = factors.get(factor).get(combination.get(factor));
        for (Map.Entry<String, String> parameter : level.entrySet()) {
          request = request.withQuery(parameter.getKey(), parameter.getValue());
        }
      }
      requests.add(request);
    }
    return requests;
  }

  /** Returns the levels of each factor; the first one has no parameter unless it is required. */
  private List<List<Map<String, String>>> factors() throws InterruptedException {
    Map<String, List<Map<String, String>>> factors = new LinkedHashMap<>();
    for (Parameter parameter : parameters(operation)) {
      String factor = factor(operation, parameter);
      if (!factors.containsKey(factor)) {
        List<Map<String, String>> levels = new ArrayList<>(List.of(Map.of()));
        levels.addAll(
            switch (factor) {
              case "a date" -> dates();
              case "a page" -> pages();
              default -> values(parameter);
            });
        factors.put(factor, levels);
      }
    }
    return List.copyOf(factors.values());
  }

  /** Two known values; of those that items show, one that can be combined with the date. */
  private List<Map<String, String>> values(Parameter parameter) throws InterruptedException {
    List<String> known = new KnownValues(context, operation).of(parameter);
    boolean shown =
        Selects.of(parameter).filter(one -> one.isShown() && !one.isOfDocument()).isPresent();
    return Spread.of(known, 2).stream()
        .limit(shown ? 1 : 2)
        .map(value -> Map.of(parameter.name(), value))
        .toList();
  }

  private List<Map<String, String>> pages() throws InterruptedException {
    Pagination pages = operation.pagination().orElseThrow();
    OperationResponse response = context.successfulResponse(operation);
    String page = PageWalk.items(response).size() > 1 ? "2" : "1";
    return List.of(
        Map.of(pages.perPage(), "1", pages.page(), page),
        Map.of(pages.perPage(), Integer.toString(PageWalk.largest(operation))));
  }

  /** A month, a day and an hour that have rows. */
  private List<Map<String, String>> dates() throws InterruptedException {
    LocalDate date = date();
    List<Map<String, String>> levels = new ArrayList<>();
    Map<String, String> level = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      for (Parameter parameter : parameters(operation)) {
        if (part(parameter).equals(Optional.of(part))) {
          level.put(parameter.name(), Integer.toString(part.of(date.atStartOfDay())));
          if (part != Part.YEAR) {
            levels.add(new LinkedHashMap<>(level));
          }
        }
      }
    }
    return levels;
  }

  /** Returns the date of a row of an operation with the same scope, or else the current one. */
  private LocalDate date() throws InterruptedException {
    for (DatedRows rows : DatedRows.ofScope(context.contract(), operation).stream().toList()) {
      List<LocalDate> dates = dates(rows, context.successfulResponse(rows.operation()));
      if (!dates.isEmpty()) {
        List<LocalDate> ofGroup = datesOfGroup(rows);
        return dates.stream().filter(ofGroup::contains).findFirst().orElse(dates.get(0));
      }
    }
    OperationResponse response = context.successfulResponse(operation);
    return context.day(response);
  }

  /** Returns the dates of the rows of a group that is combined; empty if there is none. */
  private List<LocalDate> datesOfGroup(DatedRows rows) throws InterruptedException {
    Optional<Parameter> group = rows.group();
    if (group.isEmpty()) {
      return List.of();
    }
    List<String> known = new KnownValues(context, rows.operation()).of(group.get());
    List<LocalDate> dates = new ArrayList<>();
    for (String id : Spread.of(known, 2)) {
      OperationRequest request = context.request(rows.operation());
      dates.addAll(dates(rows, context.response(request.withQuery(group.get().name(), id))));
    }
    return dates;
  }

  private static List<LocalDate> dates(DatedRows rows, OperationResponse response) {
    return rows.of(response).stream().map(rows::date).distinct().toList();
  }
}
