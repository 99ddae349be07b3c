package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.ghbilling.conformance.internal.check.Check;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.CreatedResource;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A check that a new resource has a value that is easily damaged on its way into a store and back.
 *
 * @param property the property of the creation's body
 */
record KeptValue(TestedCollection collection, String property, JsonNode value)
    implements Check.Procedure {
  /** More than 32 bits hold. */
  private static final JsonNode LARGE = LongNode.valueOf(3_000_000_000L);

  /** Letters of Latin-1 and of other scripts, and one beyond 16 bits. */
  private static final JsonNode LETTERS = TextNode.valueOf("Köln, Ελλάδα, 東京 🚀");

  /**
   * Returns the checks of a collection: of numbers that the contract gives 64 bits, and of the name
   * that no two resources share, which people choose.
   */
  static List<KeptValue> of(TestedCollection collection) {
    Operation create = collection.require(Action.CREATE);
    String name =
        create
            .resource()
            .orElseThrow()
            .unique()
            .map(place -> place.toString().substring(1))
            .orElse("");
    List<KeptValue> values = new ArrayList<>();
    for (Map.Entry<String, JsonNode> property : collection.properties(Action.CREATE).properties()) {
      JsonNode schema = collection.contract().resolve(property.getValue());
      if (schema.path("format").asText().equals("int64") && !schema.has("maximum")) {
        values.add(new KeptValue(collection, property.getKey(), LARGE));
      } else if (property.getKey().equals(name)) {
        values.add(new KeptValue(collection, name, LETTERS));
      }
    }
    return values;
  }

  @Override
  public Verdict run(CheckContext context) throws InterruptedException {
    if (!context.server().isLoopback()) {
      return Verdict.notApplicable("only a server on this machine gets values that nobody chose");
    }
    Operation create = collection.require(Action.CREATE);
    OperationRequest request = context.distinct(context.request(create));
    ObjectNode body = Asked.body(request);
    body.set(property, value);
    OperationResponse created = context.send(request.withBody(Optional.of(body.toString())));
    if (created.status() >= 400 && created.status() < 500) {
      return Verdict.notApplicable("the server refuses %s %s".formatted(property, value));
    }
    Expectation.successful(created).orThrow();
    ObjectNode asked = ContractJson.MAPPER.createObjectNode();
    asked.set(property, value);
    Asked kept = new Asked(collection, asked);
    kept.in(TestedCollection.item(created), create, created.request()).orThrow();
    String id =
        CreatedResource.of(collection.contract(), created).map(CreatedResource::id).orElse("");
    if (collection.can(Action.GET)) {
      OperationResponse single = context.send(collection.request(context, Action.GET, id));
      Expectation.successful(single).orThrow();
      kept.in(TestedCollection.item(single), collection.require(Action.GET), single.request())
          .orThrow();
    }
    for (JsonNode listed : collection.withId(collection.list(context), id)) {
      kept.in(listed, collection.require(Action.LIST), created.request() + ", then the list")
          .orThrow();
    }
    return Verdict.passed();
  }
}
