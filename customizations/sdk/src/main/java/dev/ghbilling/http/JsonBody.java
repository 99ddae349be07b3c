package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.ghbilling.error.UnreadableAnswerException;
import feign.RequestTemplate;
import feign.Response;
import feign.codec.Decoder;
import feign.codec.EncodeException;
import feign.codec.Encoder;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Writes requests and reads answers, straight from the stream. */
final class JsonBody implements Encoder, Decoder {
  private final Map<Type, ObjectReader> readers = new ConcurrentHashMap<>();
  private final Secrets secrets;

  JsonBody(Secrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public void encode(Object body, Type type, RequestTemplate request) {
    try {
      request.body(BillingJson.mapper().writeValueAsBytes(body), StandardCharsets.UTF_8);
    } catch (JsonProcessingException e) {
      throw new EncodeException("the request can't be written as JSON: " + e.getMessage(), e);
    }
  }

  @Override
  public @Nullable Object decode(Response response, Type type) throws IOException {
    if (type == Void.class) {
      return null;
    }
    ObjectReader reader =
        readers.computeIfAbsent(
            type,
            wanted -> BillingJson.mapper().readerFor(BillingJson.mapper().constructType(wanted)));
    if (response.body() == null) {
      throw unreadable(response, "", "it is empty", null);
    }
    try (StartOfBody body = new StartOfBody(response.body().asInputStream())) {
      try {
        Object value = reader.readValue(body);
        if (value == null) {
          throw unreadable(response, body.start(), "it is null", null);
        }
        return value;
      } catch (JsonProcessingException e) {
        if (e.getCause() instanceof IOException brokenOff
            && !(brokenOff instanceof JsonProcessingException)) {
          throw brokenOff;
        }
        throw unreadable(
            response, body.start(), "the answer is not what the contract says: " + reason(e), e);
      }
    }
  }

  String redact(String text) {
    return secrets.redact(text);
  }

  private UnreadableAnswerException unreadable(
      Response response, String start, String reason, @Nullable Exception cause) {
    CurrentCall call = CurrentCall.get();
    return new UnreadableAnswerException(
        call.operation(),
        call.attempts(),
        new UnreadableAnswerException.Answer(
            response.status(),
            header(response, "Content-Type").map(secrets::redact),
            header(response, "X-GitHub-Request-Id").map(secrets::redact),
            secrets.redact(start)),
        secrets.redact(reason),
        // Jackson quotes what it can't read.
        secrets.redact(reason).equals(reason) ? cause : null);
  }

  private static Optional<String> header(Response response, String name) {
    return response.headers().getOrDefault(name, List.of()).stream().findFirst();
  }

  /** Where and what, without Jackson's quotation of the source. */
  static String reason(JsonProcessingException e) {
    String fault =
        e.getCause() instanceof NullPointerException missing
            ? "no " + missing.getMessage()
            : e.getOriginalMessage();
    String what = e instanceof JsonMappingException at ? path(at) + fault : fault;
    return e.getLocation() == null
        ? what
        : what
            + " (line "
            + e.getLocation().getLineNr()
            + ", column "
            + e.getLocation().getColumnNr()
            + ")";
  }

  /** The place in the document, as {@code repositories[0].name: }. */
  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? "" : path + ": ";
  }
}
