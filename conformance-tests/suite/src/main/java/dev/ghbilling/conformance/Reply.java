package dev.ghbilling.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;

/** What the server answered. */
final class Reply {
  private final Call call;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] content;

  Reply(Call call, HttpResponse<byte[]> response) {
    this.call = call;
    this.status = response.statusCode();
    this.headers = response.headers();
    this.content = response.body();
  }

  /** What it was asked. */
  Call call() {
    return call;
  }

  int status() {
    return status;
  }

  HttpHeaders headers() {
    return headers;
  }

  boolean successful() {
    return status == call.operation().success().status();
  }

  /**
   * The body as JSON.
   *
   * @throws EndedEarly failed, when it isn't JSON
   */
  JsonNode json() {
    try {
      JsonNode json = ContractJson.MAPPER.readTree(content);
      if (json.isMissingNode()) {
        throw new EndedEarly(Verdict.failed(call + ": HTTP " + status + " with an empty body"));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new EndedEarly(
          Verdict.failed(
              "%s: HTTP %d with a body that isn't JSON: %s"
                  .formatted(call, status, e.getOriginalMessage())));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
