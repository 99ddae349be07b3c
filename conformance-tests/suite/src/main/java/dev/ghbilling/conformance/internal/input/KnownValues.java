package dev.ghbilling.conformance.internal.input;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.aspect.GroupSelection;
import dev.ghbilling.conformance.internal.aspect.RepeatedSelection;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import dev.ghbilling.spec.SampleValues.Boundary;
import dev.ghbilling.spec.Selects;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The values of query parameters that a server has no reason to refuse. */
record KnownValues(CheckContext context, Operation operation) {
  /**
   * Returns values of a parameter: the bounds of a number, the words of an enumeration, what items
   * show, or else an example or a listed id; empty if none is known.
   */
  List<String> of(Parameter parameter) throws InterruptedException {
    SampleValues samples = new SampleValues(context.contract());
    List<Boundary> bounds = samples.boundaries(parameter.schema());
    if (!bounds.isEmpty()) {
      return bounds.stream().map(bound -> bound.allowed().toPlainString()).toList();
    }
    List<String> words = words(parameter);
    if (!words.isEmpty()) {
      return words;
    }
    Optional<Selects> selects = Selects.of(parameter);
    List<String> shown = shown(selects);
    if (!shown.isEmpty()) {
      return shown;
    }
    Optional<String> rest = selects.flatMap(Selects::rest);
    return Stream.concat(named(parameter), rest.stream()).toList();
  }

  /** Tells whether nothing speaks against these values, which the parameter's schema allows. */
  boolean has(Parameter parameter, List<String> texts) throws InterruptedException {
    boolean any = !SampleValues.type(parameter.schema()).matches("|string");
    return any || of(parameter).containsAll(texts);
  }

  /** Returns the words that the schema, its alternatives or its items enumerate. */
  private List<String> words(Parameter parameter) {
    JsonNode schema = parameter.isList() ? parameter.schema().path("items") : parameter.schema();
    return context.contract().enumerated(schema).stream().map(JsonNode::asText).toList();
  }

  private List<String> shown(Optional<Selects> selects) throws InterruptedException {
    if (selects.filter(one -> one.isShown() && !one.isOfDocument()).isEmpty()) {
      return List.of();
    }
    OperationResponse response = context.defaultResponse(operation);
    return response.isSuccessful()
        ? selects.get().items(response.json()).stream()
            .map(item -> item.at(selects.get().by()).asText())
            .filter(text -> !text.isBlank())
            .distinct()
            .toList()
        : List.of();
  }

  private Stream<String> named(Parameter parameter) throws InterruptedException {
    try {
      return GroupSelection.isListed(context.contract(), parameter.name())
          ? GroupSelection.groups(context, parameter.name()).stream()
          : RepeatedSelection.text(context, parameter).stream();
    } catch (CheckEndedException nothingIsListed) {
      return Stream.of();
    }
  }
}
