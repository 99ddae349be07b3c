package dev.ghbilling.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.ContractJson;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

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

  /** A header's first value, or else nothing. */
  String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  boolean successful() {
    return status == call.operation().success().status();
  }

  boolean isEmpty() {
    return content.length == 0;
  }

  /** Whether the server says that it answers with the documented examples. */
  boolean saysThatItIsAnExample() {
    return !header("X-Ghbilling-Examples").isEmpty();
  }

  /** What time it is by the server's clock, if it says so. */
  Optional<Instant> date() {
    return date(header("Date"));
  }

  /** The time that a header has, if it is one. */
  static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** The media type, without its parameters and in small letters. */
  String mediaType() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Whether the media type is JSON's, or one of the {@code +json} family. */
  boolean isJson() {
    return mediaType().matches("application/(json|[^ ]+\\+json)");
  }

  /** The body as text, unpacked if it is packed. */
  String text() {
    return new String(unpacked(), StandardCharsets.UTF_8);
  }

  /**
   * The body as JSON.
   *
   * @throws EndedEarly failed, when it isn't JSON
   */
  JsonNode json() {
    try {
      JsonNode json = ContractJson.MAPPER.readTree(unpacked());
      if (json.isMissingNode()) {
        throw new EndedEarly(Verdict.failed(call, "a JSON body", "an empty body" + withStatus()));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new EndedEarly(
          Verdict.failed(
              call,
              "a JSON body",
              "a body that isn't JSON (" + e.getOriginalMessage() + ")" + withStatus()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String withStatus() {
    return " with HTTP " + status;
  }

  private byte[] unpacked() {
    if (!header("Content-Encoding").equalsIgnoreCase("gzip")) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] plain = in.readNBytes(BoundedBody.MAX_BYTES + 1);
      if (plain.length > BoundedBody.MAX_BYTES) {
        throw new EndedEarly(BoundedBody.tooLarge(call));
      }
      return plain;
    } catch (IOException e) {
      throw new EndedEarly(
          Verdict.failed(call, "a body in gzip, as Content-Encoding says", Reason.of(e)));
    }
  }
}
