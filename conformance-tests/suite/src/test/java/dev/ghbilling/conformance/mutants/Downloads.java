package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.fixture.Middleware;
import dev.ghbilling.conformance.fixture.ProxiedRequest;
import dev.ghbilling.conformance.fixture.ProxiedResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Middleware that leads the downloads of exports through the proxy, and changes the files. */
final class Downloads {
  private static final String PATH = "/files";
  private static final HttpClient STORAGE =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private Downloads() {}

  static Middleware changingText(UnaryOperator<String> change) {
    return changing(change, Middleware.passThrough());
  }

  static Middleware changing(UnaryOperator<String> change, Middleware others) {
    Middleware files =
        changing(
            file -> file.withBody(change.apply(new String(file.body(), StandardCharsets.UTF_8))));
    return (request, origin) ->
        files.handle(request, forwarded -> others.handle(forwarded, origin));
  }

  static Middleware changing(UnaryOperator<ProxiedResponse> change) {
    return (request, origin) -> {
      if (request.path().equals(PATH)) {
        return change.apply(fetch(request));
      }
      ProxiedResponse response = origin.send(request);
      return response.isSuccessful() && request.path().contains("/reports")
          ? response.editJson(body -> lead(body, request))
          : response;
    };
  }

  private static void lead(ObjectNode body, ProxiedRequest request) {
    String proxy = "http://" + request.headers().get("Host") + PATH + "?url=";
    for (JsonNode holder : body.findParents("download_urls")) {
      if (holder.path("download_urls") instanceof ArrayNode urls) {
        for (int i = 0; i < urls.size(); i++) {
          urls.set(
              i,
              urls.textNode(
                  proxy + URLEncoder.encode(urls.path(i).asText(), StandardCharsets.UTF_8)));
        }
      }
    }
  }

  private static ProxiedResponse fetch(ProxiedRequest request)
      throws IOException, InterruptedException {
    URI url =
        URI.create(
            URLDecoder.decode(request.queryValue("url").orElseThrow(), StandardCharsets.UTF_8));
    HttpResponse<byte[]> file = STORAGE.send(forwarded(url, request), BodyHandlers.ofByteArray());
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String name : List.of("Content-Type", "Content-Range", "ETag")) {
      file.headers().firstValue(name).ifPresent(value -> headers.put(name, value));
    }
    return new ProxiedResponse(
        file.statusCode(), headers, file.body(), ProxiedResponse.Ending.COMPLETE);
  }

  private static HttpRequest forwarded(URI url, ProxiedRequest request) {
    HttpRequest.Builder forwarded =
        HttpRequest.newBuilder(url).method(request.method(), BodyPublishers.noBody());
    for (String name : List.of("Range", "If-Range")) {
      Optional.ofNullable(request.headers().get(name))
          .ifPresent(value -> forwarded.header(name, value));
    }
    return forwarded.build();
  }
}
