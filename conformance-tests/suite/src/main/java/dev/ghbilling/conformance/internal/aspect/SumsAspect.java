package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import dev.ghbilling.spec.Sums;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Checks that rows are the sums of another operation's rows under the same selection. */
public final class SumsAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    Optional<Sums> sums = operation.sums();
    sums.flatMap(found -> checklist.contract().operation(found.of()))
        .ifPresent(summed -> new Summary(operation, sums.orElseThrow(), summed).derive(checklist));
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
          checklist.add(operation, aspect, clause, context -> ofDate(context, part.orElseThrow()));
        } else if (group().filter(other -> other.name().equals(parameter.name())).isPresent()) {
          checklist.add(operation, aspect, clause, context -> ofGroups(context, parameter));
        } else if (selects.filter(found -> sums.by().contains(found.by())).isPresent()) {
          checklist.add(
              operation,
              aspect,
              clause,
              context -> ofValue(context, parameter, selects.orElseThrow()));
        }
      }
    }

    /** Tells whether the other operation has a parameter for this part of a date. */
    private boolean has(Part part) {
      return summed.parameters(Parameter.Location.QUERY).stream()
          .anyMatch(other -> Selects.of(other).flatMap(Selects::part).equals(Optional.of(part)));
    }

    /** Returns the other operation's parameter that selects a group of rows. */
    private Optional<Parameter> group() {
      return summed.parameters(Parameter.Location.QUERY).stream()
          .filter(other -> Selects.of(other).filter(Selects::group).isPresent())
          .findFirst();
    }

    private Verdict ofDate(CheckContext context, Part part) throws InterruptedException {
      LocalDate date = date(context);
      OperationRequest request = DateSelection.request(context, operation, part, date);
      List<JsonNode> all = new ArrayList<>(rows(context, summedAt(context, part, date)));
      if (group().isPresent()) {
        String name = group().get().name();
        List<String> groups = GroupSelection.groups(context, name);
        if (groups.size() > GroupSelection.MAX_GROUPS) {
          return Verdict.notApplicable("there are %d groups".formatted(groups.size()));
        }
        for (String id : groups) {
          all.addAll(rows(context, summedAt(context, part, date).withQuery(name, id)));
        }
      }
      return compare(context, request, all);
    }

    private Verdict ofGroups(CheckContext context, Parameter parameter)
        throws InterruptedException {
      LocalDate date = date(context);
      OperationRequest request = DateSelection.request(context, operation, Part.MONTH, date);
      OperationRequest other = summedAt(context, Part.MONTH, date);
      for (String id : GroupSelection.first(GroupSelection.groups(context, parameter.name()))) {
        String name = parameter.name();
        compare(context, request.withQuery(name, id), rows(context, other.withQuery(name, id)))
            .orThrow();
      }
      Optional<String> rest = Selects.of(parameter).flatMap(Selects::rest);
      return rest.isPresent()
          ? compare(context, request.withQuery(parameter.name(), rest.get()), rows(context, other))
          : Verdict.passed();
    }

    private Verdict ofValue(CheckContext context, Parameter parameter, Selects selects)
        throws InterruptedException {
      LocalDate date = date(context);
      List<JsonNode> rows = new ArrayList<>(rows(context, summedAt(context, Part.MONTH, date)));
      String value = rows.get(0).at(selects.by()).asText();
      OperationRequest request =
          DateSelection.request(context, operation, Part.MONTH, date)
              .withQuery(parameter.name(), value);
      if (group().isPresent()) {
        Optional<Parameter> own =
            operation.parameters(Parameter.Location.QUERY).stream()
                .filter(one -> one.name().equals(group().get().name()))
                .findFirst();
        Optional<String> rest = own.flatMap(Selects::of).flatMap(Selects::rest);
        if (rest.isEmpty()) {
          return Verdict.notApplicable("the rows of no group can't be selected");
        }
        request = request.withQuery(group().get().name(), rest.get());
      }
      rows.removeIf(row -> !selects.takes(row, value));
      return compare(context, request, rows);
    }

    private Verdict compare(CheckContext context, OperationRequest request, List<JsonNode> others)
        throws InterruptedException {
      OperationResponse response = context.response(request);
      Expectation.successful(response).orThrow();
      List<JsonNode> rows = response.json().at(sums.items()).valueStream().toList();
      return new SummedRows(sums, rows).sumUp(others, request);
    }

    private OperationRequest summedAt(CheckContext context, Part part, LocalDate date)
        throws InterruptedException {
      return DateSelection.request(context, summed, part, date);
    }

    /** Returns the date of a row that belongs to no group. */
    private LocalDate date(CheckContext context) throws InterruptedException {
      List<JsonNode> rows = rows(context, context.successfulResponse(summed).request());
      if (rows.isEmpty()) {
        Verdict.notApplicable("there are no rows to sum up").orThrow();
      }
      return DateSelection.date(summed, rows.get(0));
    }

    private List<JsonNode> rows(CheckContext context, OperationRequest request)
        throws InterruptedException {
      OperationResponse response = context.response(request);
      Expectation.successful(response).orThrow();
      return dateSelects().items(response.json());
    }

    private Selects dateSelects() {
      return summed.parameters(Parameter.Location.QUERY).stream()
          .flatMap(other -> Selects.of(other).stream())
          .filter(other -> other.part().isPresent() && other.isShown())
          .findFirst()
          .orElseThrow();
    }
  }
}
