package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rows that an operation responds with, each of which shows its date. */
public record DatedRows(Operation operation) {
  /** Returns the rows of the enterprise, organization or user that an operation is about. */
  public static Optional<DatedRows> ofScope(Contract contract, Operation operation) {
    return contract.operations().stream()
        .filter(other -> CheckContext.scope(other).equals(CheckContext.scope(operation)))
        .filter(other -> dates(other).anyMatch(selects -> !selects.isOfDocument()))
        .findFirst()
        .map(DatedRows::new);
  }

  /** Tells whether no operation before it is the same report for another kind of account. */
  static boolean isFirst(Contract contract, Operation operation) {
    return contract.operations().stream()
        .filter(other -> belowScope(other).equals(belowScope(operation)))
        .findFirst()
        .filter(operation::equals)
        .isPresent();
  }

  private static String belowScope(Operation operation) {
    return operation.path().substring(operation.path().indexOf('}') + 1);
  }

  /** Returns an operation's request for the year, month or day that a date is in. */
  static OperationRequest request(
      CheckContext context, Operation operation, Part part, LocalDate date)
      throws InterruptedException {
    OperationRequest request = context.request(operation);
    for (Parameter other : operation.parameters(Parameter.Location.QUERY)) {
      Optional<Part> given = Selects.of(other).flatMap(Selects::part);
      if (given.isPresent() && given.get().compareTo(part) <= 0 && given.get() != Part.HOUR) {
        int number = given.get().of(date.atStartOfDay());
        request = request.withQuery(other.name(), Integer.toString(number));
      }
    }
    return request;
  }

  /** Returns the request for the year, month or day that a date is in. */
  public OperationRequest request(CheckContext context, Part part, LocalDate date)
      throws InterruptedException {
    return request(context, operation, part, date);
  }

  /** Returns the rows of a response, which must be successful. */
  public List<JsonNode> of(OperationResponse response) {
    Expectation.successful(response).orThrow();
    return selects().items(response.json());
  }

  /** Returns the path of a row in a response, for example {@code usageItems[279]}. */
  String path(OperationResponse response, int index) {
    return JsonValues.path(response.json(), "%s/%d".formatted(selects().items(), index));
  }

  /** Returns the rows of a period, those of all groups included. */
  public List<JsonNode> ofAllGroups(CheckContext context, Source source, Part part, LocalDate date)
      throws InterruptedException {
    OperationRequest request = request(context, part, date);
    List<JsonNode> all = new ArrayList<>(of(source.get(request)));
    if (group().isPresent()) {
      String name = group().get().name();
      List<String> groups = groups(context, name);
      if (groups.size() > GroupSelection.MAX_GROUPS) {
        throw new CheckEndedException(
            Verdict.notApplicable(
                "there are %d groups, more than the %d that the suite adds up"
                    .formatted(groups.size(), GroupSelection.MAX_GROUPS)));
      }
      for (String id : groups) {
        all.addAll(of(source.get(request.withQuery(name, id))));
      }
    }
    return all;
  }

  private static List<String> groups(CheckContext context, String name)
      throws InterruptedException {
    try {
      return GroupSelection.groups(context, name);
    } catch (CheckEndedException e) {
      throw new CheckEndedException(
          Verdict.notApplicable("the groups are unknown: " + e.verdict().message()));
    }
  }

  /** Returns the parameter that selects the rows of a group; empty if there are no groups. */
  public Optional<Parameter> group() {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .filter(other -> Selects.of(other).filter(Selects::group).isPresent())
        .findFirst();
  }

  /** Returns the date of a row, in UTC. */
  public LocalDate date(JsonNode row) {
    String text = row.at(selects().by()).asText();
    return Selects.time(text)
        .orElseThrow(
            () ->
                new CheckEndedException(
                    Verdict.failed(
                        operation, "a date at %s of each item".formatted(selects().by()), text)))
        .toLocalDate();
  }

  private Selects selects() {
    return dates(operation).findFirst().orElseThrow();
  }

  /** Returns what the parameters that select rows by a part of their date select. */
  private static Stream<Selects> dates(Operation operation) {
    return operation.parameters(Parameter.Location.QUERY).stream()
        .flatMap(other -> Selects.of(other).stream())
        .filter(other -> other.part().isPresent() && other.isShown());
  }
}
