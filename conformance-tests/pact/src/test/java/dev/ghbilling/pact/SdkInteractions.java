package dev.ghbilling.pact;

import au.com.dius.pact.consumer.dsl.DslPart;
import au.com.dius.pact.consumer.dsl.HttpInteractionBuilder;
import au.com.dius.pact.consumer.dsl.HttpRequestBuilder;
import au.com.dius.pact.consumer.dsl.HttpResponseBuilder;
import au.com.dius.pact.consumer.dsl.Matchers;
import au.com.dius.pact.core.model.V4Interaction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import java.util.ArrayList;
import java.util.List;

/** Builds the pact's interactions from the contract and the SDK's calls. */
final class SdkInteractions {
  static final String TOKEN = "token";

  private final Contract contract;

  SdkInteractions(Contract contract) {
    this.contract = contract;
  }

  V4Interaction of(ExpectedResponse documented) {
    SdkCall call = SdkCalls.of(documented.operation());
    Given state = documented.isSuccess() ? call.state() : Given.failing(documented);
    V4Interaction interaction =
        new HttpInteractionBuilder(documented.toString(), new ArrayList<>(), List.of())
            .state(state.name(), state.details())
            .reference("openapi", "operationId", documented.operation().id())
            .withRequest(request -> request(request, documented.operation(), call))
            .willRespondWith(response -> response(response, documented, call))
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
    operation.requestBody().ifPresent(body -> request.body(example(body), body.contentType()));
    return request;
  }

  private static String path(Operation operation) {
    String path = operation.path();
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      path = path.replace("{" + parameter.name() + "}", SdkCalls.pathValue(parameter.name()));
    }
    return path;
  }

  private static String example(Body body) {
    return body.example().orElseThrow().value().toString();
  }

  private HttpResponseBuilder response(
      HttpResponseBuilder response, ExpectedResponse documented, SdkCall call) {
    Body body = documented.response().body().orElseThrow();
    return response
        .status(documented.response().status())
        .header(
            "Content-Type", Matchers.regexp(body.contentType() + " *(;.*)?", body.contentType()))
        .body(
            documented.isSuccess()
                ? result(documented.operation(), body, call)
                : error(body, documented));
  }

  private DslPart result(Operation operation, Body body, SdkCall call) {
    JsonNode example = body.example().orElseThrow().value().deepCopy();
    operation.resource().ifPresent(resource -> identify(example, resource));
    return new BodyRules(contract, call.needs()).of(body.schema(), example);
  }

  /** Gives a documented resource the id in the request's path, which GitHub's examples vary. */
  private static void identify(JsonNode example, ResourceOperation resource) {
    if (resource.parameter().isPresent()
        && example.at(resource.id()).isTextual()
        && example.at(resource.id().head()) instanceof ObjectNode identified) {
      identified.put(
          resource.id().last().getMatchingProperty(),
          SdkCalls.pathValue(resource.parameter().get()));
    }
  }

  /** Requires a message, which the exceptions show; the contract has no examples of errors. */
  private DslPart error(Body body, ExpectedResponse documented) {
    JsonNode example =
        JsonNodeFactory.instance.objectNode().put("message", documented.response().description());
    return new BodyRules(contract, List.of("/message")).of(body.schema(), example);
  }
}
