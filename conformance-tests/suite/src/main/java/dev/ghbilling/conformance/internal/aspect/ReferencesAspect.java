package dev.ghbilling.conformance.internal.aspect;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CheckContext.Source;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.JsonValues;
import dev.ghbilling.conformance.internal.check.Spread;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Reference;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.Selects;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Checks that an id in a response leads to a resource, and that a name beside it is its name. */
public final class ReferencesAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (MethodSemantics.writes(operation)) {
      return;
    }
    for (Reference reference : Reference.of(checklist.contract(), operation)) {
      reference
          .get(checklist.contract())
          .ifPresent(
              get ->
                  checklist.add(
                      operation,
                      "refers/" + name(reference),
                      reference.clause(),
                      new Lookup(operation, reference, get)));
    }
  }

  /** Returns the path of the property as check ids write it. */
  public static String name(Reference reference) {
    return reference.place().substring(1).replace("/*", "[]").replace('/', '.');
  }

  /**
   * A check that each id leads to its resource.
   *
   * @param get the operation that gets the resource
   */
  private record Lookup(Operation operation, Reference reference, Operation get)
      implements Check.Procedure {
    @Override
    public Verdict run(CheckContext context) throws InterruptedException {
      List<OperationRequest> requests = requests(context);
      return context.compare(source -> agree(context, requests, source));
    }

    /** Returns requests that are sent anyway: without parameters, and with those repeated. */
    private List<OperationRequest> requests(CheckContext context) throws InterruptedException {
      OperationRequest plain = context.request(operation);
      List<OperationRequest> requests = new ArrayList<>(List.of(plain));
      for (Parameter parameter : operation.parameters(Parameter.Location.QUERY)) {
        boolean repeated =
            Selects.of(parameter)
                .filter(selects -> selects.isOfDocument() && selects.isShown())
                .filter(selects -> selects.part().isEmpty())
                .isPresent();
        Optional<String> value =
            repeated ? RepeatedSelection.text(context, parameter) : Optional.empty();
        value.ifPresent(text -> requests.add(plain.withQuery(parameter.name(), text)));
      }
      return requests;
    }

    private Verdict agree(CheckContext context, List<OperationRequest> requests, Source source)
        throws InterruptedException {
      Map<String, Named> named = new LinkedHashMap<>();
      for (OperationRequest request : requests) {
        OperationResponse response = source.get(request);
        if (response.isSuccessful()) {
          JsonValues.valuesByPath(response.json(), reference.parents(), Set.of())
              .forEach(
                  (place, object) -> {
                    String id = object.path(reference.key()).asText("");
                    if (!id.isEmpty()) {
                      named.putIfAbsent(id, new Named(request, place, object));
                    }
                  });
        }
      }
      for (Map.Entry<String, Named> one : Spread.of(List.copyOf(named.entrySet()))) {
        leads(context, source, one.getKey(), one.getValue()).orThrow();
      }
      return named.isEmpty()
          ? Verdict.notApplicable("no response has " + reference.place())
          : Verdict.passed();
    }

    private Verdict leads(CheckContext context, Source source, String id, Named named)
        throws InterruptedException {
      OperationResponse response =
          source.get(context.request(get, Map.of(reference.parameter(), id)));
      String place = JsonValues.property(named.place(), reference.key());
      if (!response.isSuccessful()) {
        return Verdict.failed(
            named.request(),
            "%s that %s finds".formatted(place, get),
            "%s, HTTP %d".formatted(id, response.status()));
      }
      ResourceOperation resource = get.resource().orElseThrow();
      JsonNode found = response.json().at(resource.item());
      if (!found.at(resource.id()).asText().equals(id)) {
        return Verdict.failed(
            response.request(), id + " at " + resource.id(), found.at(resource.id()).toString());
      }
      for (Map.Entry<String, List<JsonNode>> one : reference.only().entrySet()) {
        if (!one.getValue().contains(found.path(one.getKey()))) {
          return Verdict.failed(
              named.request(),
              "%s of a resource with %s one of %s".formatted(place, one.getKey(), one.getValue()),
              "%s, which has %s".formatted(id, found.path(one.getKey())));
        }
      }
      for (String property : reference.same()) {
        JsonNode shown = JsonValues.normalized(named.object().path(property));
        JsonNode actual = JsonValues.normalized(found.path(property));
        if (!shown.isMissingNode() && !shown.equals(actual)) {
          return Verdict.failed(
              named.request(),
              "%s %s, which %s shows".formatted(property, actual, get),
              shown.toString());
        }
      }
      String copy = reference.name().map(name -> named.object().at(name).asText()).orElse("");
      String name = found.at(resource.name()).asText();
      return copy.isEmpty() || copy.equals(name)
          ? Verdict.passed()
          : Verdict.failed(
              named.request(), "%s, the name that %s shows".formatted(name, get), copy);
    }
  }

  /**
   * An object that names a resource.
   *
   * @param request the request whose response has it
   * @param place where it is there
   */
  private record Named(OperationRequest request, String place, JsonNode object) {}
}
