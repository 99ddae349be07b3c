package dev.ghbilling.polyglot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.Parameter.Location;
import java.io.InputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.Content.Source;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;

/**
 * Sandboxes, of the same kind and with a state of its own for each language. Vector 3 of Go is
 * asked below {@code /go/3}. What is asked is held against the vector before the sandbox answers
 * it.
 */
final class VectorServer implements AutoCloseable {
  /** A token of somebody without rights. */
  static final String OUTSIDER = "a-token-of-an-outsider";

  private static final List<String> PASSED_ON =
      List.of("Authorization", "Accept", "Content-Type", "User-Agent", "X-GitHub-Api-Version");

  private final Contract contract;
  private final List<Vector> vectors;
  private final Set<SentDefaults> sentDefaults;
  private final Set<SentDefaults> seenDefaults = ConcurrentHashMap.newKeySet();
  private final Server server = new Server();
  private final ServerConnector connector;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, Sandbox> sandboxes = new ConcurrentHashMap<>();
  private final Map<String, Integer> asked = new ConcurrentHashMap<>();
  private final List<String> mistakes = new CopyOnWriteArrayList<>();

  VectorServer(Contract contract, List<Vector> vectors, Set<SentDefaults> sentDefaults)
      throws Exception {
    this.contract = contract;
    this.vectors = List.copyOf(vectors);
    this.sentDefaults = Set.copyOf(sentDefaults);
    HttpConfiguration config = new HttpConfiguration();
    config.setUriCompliance(UriCompliance.UNSAFE);
    this.connector = new ServerConnector(server, new HttpConnectionFactory(config));
    connector.setHost("127.0.0.1");
    server.addConnector(connector);
    server.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback)
              throws Exception {
            answer(request, response, callback);
            return true;
          }
        });
    server.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + connector.getLocalPort());
  }

  /** What a language sent otherwise than a vector says. */
  List<String> mistakes() {
    return List.copyOf(mistakes);
  }

  /** What was said to be sent, and wasn't. */
  Set<SentDefaults> unseenDefaults() {
    Set<SentDefaults> unseen = new HashSet<>(sentDefaults);
    unseen.removeAll(seenDefaults);
    return unseen;
  }

  /** How many vectors the language asked for, each of them once. */
  int askedOnce(String language) {
    return (int)
        asked.entrySet().stream()
            .filter(entry -> entry.getKey().startsWith(language + "/") && entry.getValue() == 1)
            .count();
  }

  private void answer(Request request, Response response, Callback callback) throws Exception {
    String[] segments = request.getHttpURI().getPath().split("/", 4);
    String language = segments[1];
    Vector vector = vectors.get(Integer.parseInt(segments[2]));
    String path = "/" + segments[3];
    String query = request.getHttpURI().getQuery();
    byte[] body;
    try (InputStream in = Source.asInputStream(request)) {
      body = in.readAllBytes();
    }
    asked.merge(language + "/" + segments[2], 1, Integer::sum);
    for (String mistake :
        compare(language, vector, request, path, query == null ? "" : query, body)) {
      mistakes.add(language + " " + vector.id() + " sent " + mistake);
    }

    HttpResponse<byte[]> answer;
    Sandbox sandbox = sandboxes.computeIfAbsent(language, name -> sandbox());
    synchronized (sandbox) {
      vector
          .answer()
          .ifPresent(
              scripted ->
                  sandbox.faults().on(vector.operation().id()).next(1).inject(scripted.fault()));
      HttpRequest.Builder copy =
          HttpRequest.newBuilder(
                  URI.create(sandbox.baseUrl() + path + (query == null ? "" : "?" + query)))
              .method(
                  request.getMethod(),
                  body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
      for (HttpField field : request.getHeaders()) {
        if (PASSED_ON.stream().anyMatch(field.getName()::equalsIgnoreCase)) {
          copy.header(field.getName(), field.getValue());
        }
      }
      answer = http.send(copy.build(), BodyHandlers.ofByteArray());
    }
    response.setStatus(answer.statusCode());
    answer
        .headers()
        .firstValue("Content-Type")
        .ifPresent(type -> response.getHeaders().put("Content-Type", type));
    response.write(true, ByteBuffer.wrap(answer.body()), callback);
  }

  private static Sandbox sandbox() {
    return Sandbox.builder().token(DerivedVectors.TOKEN).outsiderToken(OUTSIDER).start();
  }

  private List<String> compare(
      String language, Vector vector, Request request, String path, String query, byte[] body)
      throws Exception {
    List<String> mistakes = new ArrayList<>();
    expect(mistakes, "the method", vector.operation().method(), request.getMethod());
    expect(
        mistakes,
        "the token",
        "Bearer " + vector.token(),
        String.valueOf(request.getHeaders().get("Authorization")));
    String[] template = vector.operation().path().substring(1).split("/", -1);
    List<String> wanted = new ArrayList<>();
    for (String segment : template) {
      wanted.add(
          segment.startsWith("{")
              ? vector.parameters().path(segment.substring(1, segment.length() - 1)).asText()
              : segment);
    }
    List<String> sent = new ArrayList<>();
    for (String segment : path.substring(1).split("/", -1)) {
      // In a path, a plus is a plus.
      sent.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
    }
    expect(mistakes, "the path", wanted, sent);

    Map<String, String> wantedQuery = new TreeMap<>();
    for (Parameter parameter : vector.operation().parameters(Location.QUERY)) {
      JsonNode value = vector.parameters().get(parameter.name());
      if (value != null) {
        wantedQuery.put(parameter.name(), value.asText());
      }
    }
    Map<String, String> sentQuery = new TreeMap<>();
    for (String pair : query.isEmpty() ? new String[0] : query.split("&", -1)) {
      String[] halves = pair.split("=", 2);
      String before =
          sentQuery.put(
              URLDecoder.decode(halves[0], StandardCharsets.UTF_8),
              URLDecoder.decode(halves[1], StandardCharsets.UTF_8));
      expect(mistakes, halves[0], "null", String.valueOf(before));
    }
    for (Parameter parameter : vector.operation().parameters(Location.QUERY)) {
      String sentValue = sentQuery.get(parameter.name());
      if (!wantedQuery.containsKey(parameter.name())
          && parameter.schema().has("default")
          && parameter.schema().path("default").asText().equals(sentValue)
          && isSaidToSend(language, "query")) {
        sentQuery.remove(parameter.name());
      }
    }
    expect(mistakes, "the query", wantedQuery, sentQuery);

    JsonNode sentBody =
        body.length == 0 ? MissingNode.getInstance() : ContractJson.MAPPER.readTree(body);
    JsonNode wantedBody = vector.body().orElseGet(MissingNode::getInstance);
    if (sentBody instanceof ObjectNode sentObject && vector.operation().requestBody().isPresent()) {
      JsonNode schema = contract.resolve(vector.operation().requestBody().get().schema());
      for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
        JsonNode byDefault = property.getValue().path("default");
        if (!wantedBody.has(property.getKey())
            && byDefault.equals(sentBody.path(property.getKey()))
            && !byDefault.isMissingNode()
            && isSaidToSend(language, "body")) {
          sentObject.remove(property.getKey());
        }
      }
    }
    mistakes.addAll(ExactJson.differences(wantedBody, sentBody));
    return mistakes;
  }

  private boolean isSaidToSend(String language, String part) {
    SentDefaults habit = new SentDefaults(language, part);
    if (sentDefaults.contains(habit)) {
      seenDefaults.add(habit);
      return true;
    }
    return false;
  }

  private static void expect(List<String> mistakes, String what, Object wanted, Object sent) {
    if (!wanted.equals(sent)) {
      mistakes.add("%s %s, not %s".formatted(what, sent, wanted));
    }
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
    sandboxes.values().forEach(Sandbox::close);
  }
}
