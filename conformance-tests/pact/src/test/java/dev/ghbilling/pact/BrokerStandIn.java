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
 * A stand-in for a Pact Broker: no broker, but what the Maven plugin speaks to one, as far as
 * publishing and asking for leave to deploy go. Notes what it is asked.
 */
final class BrokerStandIn implements AutoCloseable {
  private final HttpServer server;
  private final boolean deployable;
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  /**
   * A request.
   *
   * @param target method and path with its query
   * @param authorization the header of that name; empty without one
   * @param body the JSON that came; a missing node without a body
   */
  record Asked(String target, String authorization, JsonNode body) {}

  /**
   * Starts it at a free port.
   *
   * @param deployable what it says to whoever asks for leave to deploy
   */
  BrokerStandIn(boolean deployable) throws IOException {
    this.deployable = deployable;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Asked> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String authorization = exchange.getRequestHeaders().getFirst("Authorization");
      asked.add(
          new Asked(
              exchange.getRequestMethod() + " " + exchange.getRequestURI(),
              authorization == null ? "" : authorization,
              ContractJson.MAPPER.readTree(exchange.getRequestBody())));
      byte[] body = ContractJson.MAPPER.writeValueAsBytes(answer(exchange.getRequestURI()));
      exchange.getResponseHeaders().set("Content-Type", "application/hal+json");
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private ObjectNode answer(URI target) {
    ObjectNode answer = ContractJson.MAPPER.createObjectNode();
    switch (target.getPath()) {
      case "/contracts/publish" -> answer.putArray("notices");
      case "/matrix" -> answer.putObject("summary").put("deployable", deployable);
      default ->
          answer
              .putObject("_links")
              .putObject("pb:publish-contracts")
              .put("href", url() + "/contracts/publish");
    }
    return answer;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
