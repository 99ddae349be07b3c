package dev.ghbilling.pact;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A fake Pact Broker that implements what the Maven plugin needs to publish a pact and to run
 * {@code can-i-deploy}. It records the requests.
 */
final class FakeBroker implements AutoCloseable {
  private final HttpServer server;
  private final boolean deployable;
  private final List<BrokerRequest> requests = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param target the method, the path and the query
   * @param authorization the header's value; empty without the header
   * @param body the JSON body; a missing node without a body
   */
  record BrokerRequest(String target, String authorization, JsonNode body) {}

  /**
   * Starts a broker at a free port.
   *
   * @param deployable its response to {@code can-i-deploy}
   */
  FakeBroker(boolean deployable) throws IOException {
    this.deployable = deployable;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::respond);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<BrokerRequest> requests() {
    return requests;
  }

  private void respond(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      requests.add(
          new BrokerRequest(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              authorization == null ? "" : authorization,
              ContractJson.MAPPER.readTree(exchange.getRequestBody())));
      byte[] body = ContractJson.MAPPER.writeValueAsBytes(response(exchange.getRequestURI()));
      exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode response(URI target) {
    ObjectNode response = ContractJson.MAPPER.createObjectNode();
    switch (target.getPath()) {
      case "/contracts/publish" -> response.putArray("notices");
      case "/matrix" -> response.putObject("summary").put("deployable", deployable);
      default ->
          response
              .putObject("_links")
              .putObject("pb:publish-contracts")
              .put("href", url() + "/contracts/publish");
    }
    return response;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
