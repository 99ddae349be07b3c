package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** Asks a sandbox, with a token unless told otherwise. */
final class TestClient {
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String billing;

  TestClient(Sandbox sandbox) {
    this.billing = sandbox.baseUrl() + "/enterprises/" + sandbox.enterprise() + "/settings/billing";
  }

  /** Below the billing path, or a whole address. */
  HttpResponse<byte[]> get(String path, String... headers) {
    return send("GET", path, "", withToken(headers));
  }

  HttpResponse<byte[]> post(String path, String body) {
    return send("POST", path, body, withToken());
  }

  HttpResponse<byte[]> delete(String path, String body) {
    return send("DELETE", path, body, withToken());
  }

  HttpResponse<byte[]> send(String method, String path, String body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : billing + path))
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static JsonNode json(HttpResponse<byte[]> response) {
    return json(text(response));
  }

  static JsonNode json(String text) {
    try {
      return ContractJson.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new AssertionError(text, e);
    }
  }

  static String text(HttpResponse<byte[]> response) {
    return new String(response.body(), StandardCharsets.UTF_8);
  }

  static String header(HttpResponse<byte[]> response, String name) {
    return response.headers().firstValue(name).orElse("(no " + name + ")");
  }

  private static String[] withToken(String... headers) {
    String[] all = new String[headers.length + 2];
    all[0] = "Authorization";
    all[1] = "Bearer test";
    System.arraycopy(headers, 0, all, 2, headers.length);
    return all;
  }
}
