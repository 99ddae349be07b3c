package dev.ghbilling.conformance.internal.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
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
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A response of the tested server. */
public final class OperationResponse {
  /** Shorter ones, which only tests have, may stand in a response by accident. */
  private static final int SHORTEST_TOKEN = 10;

  private static final int SHORTEST_SECRET = 16;

  /** A reader that refuses two properties of one name, of which readers take either. */
  private static final ObjectReader JSON =
      ContractJson.MAPPER.reader().with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

  private final OperationRequest request;
  private final int status;
  private final HttpHeaders headers;
  private final byte[] content;
  private final Optional<String> sent;
  private @Nullable JsonNode json;

  OperationResponse(OperationRequest request, HttpResponse<byte[]> response) {
    this.request = request;
    this.status = response.statusCode();
    this.headers = response.headers();
    this.content = response.body();
    this.sent = response.request().headers().firstValue("Authorization");
  }

  public OperationRequest request() {
    return request;
  }

  public int status() {
    return status;
  }

  public HttpHeaders headers() {
    return headers;
  }

  /** Returns a header's first value, or an empty string. */
  public String header(String name) {
    return headers.firstValue(name).orElse("");
  }

  /** Tells whether the status is the operation's documented success. */
  public boolean isSuccessful() {
    return status == request.operation().success().status();
  }

  /** Returns the number of bytes that arrived. */
  public int length() {
    return content.length;
  }

  /** Tells whether there is no body. */
  public boolean isEmpty() {
    return content.length == 0;
  }

  /**
   * Tells whether the server claims to respond with the documented examples, as the sandbox does.
   */
  public boolean isDocumentedExample() {
    return header("X-Ghbilling-Examples").equals("documented");
  }

  /** Tells whether the server claims to respond with examples, documented ones or others. */
  public boolean isExample() {
    return !header("X-Ghbilling-Examples").isEmpty();
  }

  /** Tells whether the server says that it takes any token, as the sandbox does by default. */
  public boolean takesAnyToken() {
    return header("X-Ghbilling-Tokens").equals("any");
  }

  /**
   * Tells whether the response has the token of its request, or the part of it after the prefix if
   * that is long enough to be no accident.
   */
  public boolean repeatsToken() {
    String token = sent.map(text -> text.substring(text.lastIndexOf(' ') + 1)).orElse("");
    String secret = token.substring(token.lastIndexOf('_') + 1);
    return (token.length() >= SHORTEST_TOKEN && contains(token))
        || (secret.length() >= SHORTEST_SECRET && contains(secret));
  }

  private boolean contains(String text) {
    return text().contains(text)
        || headers.map().values().stream()
            .flatMap(List::stream)
            .anyMatch(value -> value.contains(text));
  }

  /** Returns the server's clock from the {@code Date} header. */
  public Optional<Instant> date() {
    return date(header("Date"));
  }

  /** Parses an HTTP date. */
  static Optional<Instant> date(String header) {
    try {
      return Optional.of(
          ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Returns the media type in lower case, without its parameters. */
  public String mediaType() {
    return header("Content-Type").split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  /** Tells whether the media type is JSON, or one of the {@code +json} family. */
  public boolean isJson() {
    return mediaType().matches("application/(json|[^ ]+\\+json)");
  }

  /** Returns the decompressed body as text. */
  public String text() {
    return new String(bytes(), StandardCharsets.UTF_8);
  }

  /**
   * Returns the body as JSON, which must not be changed.
   *
   * @throws CheckEndedException failed, when it isn't JSON
   */
  public JsonNode json() {
    if (json == null) {
      json = parse();
    }
    return json;
  }

  private JsonNode parse() {
    try {
      JsonNode json = JSON.readTree(bytes());
      if (json.isMissingNode()) {
        throw new CheckEndedException(
            Verdict.failed(request, "a JSON body", "an empty body" + withStatus()));
      }
      return json;
    } catch (JsonProcessingException e) {
      throw new CheckEndedException(
          Verdict.failed(
              request,
              "a JSON body",
              "a body that isn't JSON (" + e.getOriginalMessage() + ")" + withStatus()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String withStatus() {
    return " with HTTP " + status;
  }

  /**
   * Returns the body as {@code Content-Encoding} says that it is to be read.
   *
   * @throws CheckEndedException failed, when it can't be read so
   */
  public byte[] bytes() {
    // A response to HEAD, and HTTP 304, have the header without a body.
    if (content.length == 0 || !header("Content-Encoding").equalsIgnoreCase("gzip")) {
      return content;
    }
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
      byte[] plain = in.readNBytes(BoundedBodySubscriber.MAX_BYTES + 1);
      if (plain.length > BoundedBodySubscriber.MAX_BYTES) {
        throw new CheckEndedException(BoundedBodySubscriber.tooLarge(request));
      }
      return plain;
    } catch (IOException e) {
      throw new CheckEndedException(
          Verdict.failed(request, "a body in gzip, as Content-Encoding says", ExceptionText.of(e)));
    }
  }
}
