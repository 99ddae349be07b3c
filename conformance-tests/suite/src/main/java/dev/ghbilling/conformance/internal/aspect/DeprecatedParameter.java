package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.MalformedText;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.SampleValues.Boundary;
import dev.ghbilling.spec.Selects;
import dev.ghbilling.spec.Selects.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A query parameter that the contract may call deprecated. A server that no longer has such a
 * parameter ignores it, and conforms if it ignores every value, valid or not; a server that still
 * reads it has to keep what the contract says of it.
 */
public record DeprecatedParameter(Operation operation, Parameter parameter) {
  /** How many valid values of a number are tried, such as all hours of a day. */
  private static final int MAX_VALUES = 24;

  /**
   * Returns the list to add the checks of a parameter to: the given one or, if the parameter is
   * deprecated, one that makes them not applicable at a server that ignores it.
   */
  static Checklist checklist(Checklist list, Operation operation, Parameter parameter) {
    DeprecatedParameter deprecated = new DeprecatedParameter(operation, parameter);
    return parameter.isDeprecated()
        ? list.wrapping(
            procedure ->
                context ->
                    deprecated.isIgnored(context)
                        ? Verdict.notApplicable(
                            "the server ignores %s, which is deprecated"
                                .formatted(parameter.name()))
                        : procedure.run(context))
        : list;
  }

  /**
   * Tells whether the parameter is deprecated, and each value of it, valid or not, gets the same
   * response as a request without the parameter. Of an operation that writes, that isn't tried.
   */
  public boolean isIgnored(CheckContext context) throws InterruptedException {
    return parameter.isDeprecated()
        && !MethodSemantics.writes(operation)
        && context.memoize(
            "ignored %s/%s".formatted(operation.id(), parameter.name()),
            Boolean.class,
            () -> ignoresAll(context));
  }

  private boolean ignoresAll(CheckContext context) throws InterruptedException {
    try {
      for (OperationRequest without : requests(context)) {
        for (List<String> value : values(context)) {
          OperationRequest with = without.withQuery(parameter.name(), value);
          if (!context.response(with).isSuccessful()
              || context.compare(source -> same(source.get(with), source.get(without))).outcome()
                  != Outcome.PASSED) {
            return false;
          }
        }
      }
      return true;
    } catch (CheckEndedException noResponse) {
      return false;
    }
  }

  /** Returns requests without the parameter; a part of a date may be read within a date only. */
  private List<OperationRequest> requests(CheckContext context) throws InterruptedException {
    OperationRequest plain = context.request(operation).withoutQuery(parameter.name());
    List<OperationRequest> requests = new ArrayList<>(List.of(plain));
    if (Selects.of(parameter)
        .filter(one -> one.part().isPresent() && !one.isOfDocument())
        .isPresent()) {
      DatedRows rows = new DatedRows(operation);
      for (JsonNode row : rows.of(context.response(plain)).stream().limit(1).toList()) {
        requests.add(
            rows.request(context, Part.DAY, rows.date(row)).withoutQuery(parameter.name()));
      }
    }
    return requests;
  }

  /** Returns invalid values, which a server that reads the parameter rejects, before valid ones. */
  private List<List<String>> values(CheckContext context) {
    SampleValues samples = new SampleValues(context.contract());
    JsonNode schema = parameter.schema();
    List<String> texts = new ArrayList<>();
    MalformedText.of(context.contract(), operation, parameter).ifPresent(texts::add);
    List<Boundary> bounds = samples.boundaries(schema);
    bounds.forEach(bound -> texts.add(bound.refused().toPlainString()));
    texts.add(SampleValues.UNKNOWN_ID);
    List<Integer> allowed =
        bounds.stream().map(bound -> bound.allowed().intValue()).sorted().toList();
    if (!allowed.isEmpty()) {
      int least = allowed.get(0);
      int most = allowed.get(allowed.size() - 1);
      Spread.of(IntStream.rangeClosed(least, most).boxed().toList(), MAX_VALUES)
          .forEach(number -> texts.add(number.toString()));
    }
    context.contract().enumerated(schema).forEach(word -> texts.add(word.asText()));
    List<List<String>> values = new ArrayList<>(texts.stream().map(List::of).toList());
    parameter.examples().ifPresent(values::add);
    return values;
  }

  private static Verdict same(OperationResponse one, OperationResponse other) {
    return one.status() == other.status()
            && JsonValues.normalized(one.json()).equals(JsonValues.normalized(other.json()))
        ? Verdict.passed()
        : Verdict.failed(one.request(), "the response to " + other.request(), "another one");
  }
}
