package dev.ghbilling.pact;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.core.model.V4Interaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Example;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;

/** The interactions of the pact, each made from the contract and the SDK's call. */
final class SdkInteractions {
  static final String TOKEN = "token";

  private final Contract contract;

  SdkInteractions(Contract contract) {
    this.contract = contract;
  }

  V4Interaction of(Exchange exchange) {
    SdkCall call = SdkCalls.of(exchange.operation());
    Given state = exchange.isSuccess() ? call.state() : Given.failing(exchange);
    V4Interaction interaction =
        new HttpInteractionBuilder(exchange.toString(), new ArrayList<>(), List.of())
            .state(state.name(), state.details())
            .reference("openapi", "operationId", exchange.operation().id())
            .withRequest(request -> request(request, exchange.operation(), call))
            .willRespondWith(response -> response(response, exchange, call))
            .build();
    interaction.setTransport("http");
    return interaction;
  }

  private static HttpRequestBuilder request(
      HttpRequestBuilder request, Operation operation, SdkCall call) {
    request
        .method(operation.method())
        .path(path(operation))
        .header("Authorization", Matchers.regexp("Bearer .+", "Bearer " + TOKEN));
    for (Parameter header : operation.parameters(Parameter.Location.HEADER)) {
      request.header(header.name(), header.schema().path("default").asText());
    }
    call.query().forEach(request::queryParameter);
    operation.requestBody().ifPresent(body -> request.body(sent(body), body.contentType()));
    return request;
  }

  private static String path(Operation operation) {
    String path = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      path = path.replace("{" + parameter.name() + "}", SdkCalls.pathValue(parameter.name()));
    }
    return path;
  }

  private static String sent(Body body) {
    return body.example().orElseThrow().value().toString();
  }

  private HttpResponseBuilder response(
      HttpResponseBuilder response, Exchange exchange, SdkCall call) {
    Body body = exchange.answer().body().orElseThrow();
    return response
        .status(exchange.answer().status())
        .header(
            "Content-Type", Matchers.regexp(body.contentType() + " *(;.*)?", body.contentType()))
        .body(exchange.isSuccess() ? result(body, call) : error(body, exchange));
  }

  private DslPart result(Body body, SdkCall call) {
    Example example = body.example().orElseThrow();
    return new BodyRules(contract, call.needs()).of(body.schema(), example.value());
  }

  /** Of an error, the exception needs a message; no document shows an example of one. */
  private DslPart error(Body body, Exchange exchange) {
    JsonNode example =
        JsonNodeFactory.instance.objectNode().put("message", exchange.answer().description());
    return new BodyRules(contract, List.of("/message")).of(body.schema(), example);
  }
}
