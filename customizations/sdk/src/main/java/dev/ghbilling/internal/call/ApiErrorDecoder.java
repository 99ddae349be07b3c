package dev.ghbilling.internal.call;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonParserDelegate;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.client.ApiJson;
import dev.ghbilling.client.model.FieldError;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.ErrorResponse;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.RetiredException;
import dev.ghbilling.error.ServerException;
import dev.ghbilling.internal.token.Credentials;
import dev.ghbilling.internal.token.TokenKind;
import dev.ghbilling.internal.transport.HttpHeaders;
import dev.ghbilling.internal.transport.ServerTime;
import feign.Response;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Maps a response with a status other than 2xx to the exception of its status. */
final class ApiErrorDecoder {
  /** Long enough for any error of GitHub's. A proxy's page may be longer. */
  private static final int MAX_BODY = 64 * 1024;

  /** Longer than any request id of GitHub's. */
  private static final int MAX_REQUEST_ID = 200;

  /** Longer than the advice for a token with all of GitHub's scopes. */
  private static final int MAX_ADVICE = 2_000;

  private static final String TOO_LARGE =
      "the response is too large: no whole message in its first %d KiB".formatted(MAX_BODY >> 10);

  private static final JsonMapper MAPPER = ApiJson.mapper();
  private static final ObjectReader VALUE =
      MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** Reads an error even if a property stands in it twice: its message may still help. */
  private static final JsonFactory LENIENT = new JsonFactory();

  private final Credentials credentials;
  private final Clock clock;

  ApiErrorDecoder(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Returns the exception for the response, and closes the response. */
  ApiException decode(CallContext call, Response response) {
    JsonNode body = body(response);
    ServerTime time = new ServerTime(response.headers(), clock);
    ErrorResponse error =
        new ErrorResponse(
            call.operation().id(),
            call.attempt(),
            response.status(),
            text(body, "message"),
            text(body, "documentation_url"),
            requestId(response),
            time.retryAfter().or(time::untilReset).orElse(null),
            fieldErrors(body.path("errors")));
    TokenAdvice advice =
        new TokenAdvice(
            call.operation(), TokenKind.of(call.token()).orElse(null), response.headers());
    String hint = ownerAdvice(call, response) + credentials.redact(advice.sentence(), MAX_ADVICE);
    return switch (response.status()) {
      case 400, 422 -> new BadRequestException(error);
      case 401 -> new AuthenticationException(error);
      case 403 ->
          isRateLimited(response, error)
              ? rateLimited(error, response)
              : new PermissionException(error, hint);
      case 404 ->
          advice.suspectsToken()
              ? new PermissionException(error, hint)
              : new NotFoundException(error, hint);
      case 409 -> new ConflictException(error);
      case 410 -> new RetiredException(error, retired(error));
      case 429 -> rateLimited(error, response);
      default ->
          response.status() / 100 == 5 ? new ServerException(error) : new ApiException(error);
    };
  }

  /** Returns the advice for an organization that may belong to an enterprise; empty otherwise. */
  private static String ownerAdvice(CallContext call, Response response) {
    String ofOwner = call.operation().ofOwner();
    boolean mayBeOwned =
        switch (response.status()) {
          case 404 -> !ofOwner.isEmpty();
          case 403 -> call.selection().asksFor(call.operation().forbiddenIfOwned());
          default -> false;
        };
    return mayBeOwned
        ? "an organization that belongs to an enterprise is billed there, so use the enterprise's endpoint, %s; "
            .formatted(ofOwner)
        : "";
  }

  private @Nullable String requestId(Response response) {
    return HttpHeaders.first(response.headers(), "X-GitHub-Request-Id")
        .map(id -> credentials.redact(id, MAX_REQUEST_ID))
        .orElse(null);
  }

  /** Tells a 403 for a rate limit from one for a missing permission. */
  private static boolean isRateLimited(Response response, ErrorResponse error) {
    return response.headers().containsKey("Retry-After")
        || isSpent(response)
        || (error.message() != null
            && error.message().toLowerCase(Locale.ROOT).contains("rate limit"));
  }

  private static boolean isSpent(Response response) {
    return HttpHeaders.first(response.headers(), "X-RateLimit-Remaining")
        .filter("0"::equals)
        .isPresent();
  }

  private RateLimitedException rateLimited(ErrorResponse error, Response response) {
    return new RateLimitedException(
        error,
        isSpent(response)
            ? RateLimitedException.Limit.PRIMARY
            : RateLimitedException.Limit.SECONDARY,
        error.retryAfter() == null ? null : clock.instant().plus(error.retryAfter()));
  }

  private static RetiredException.Retired retired(ErrorResponse error) {
    return Stream.of(error.documentationUrl(), error.message())
            .filter(Objects::nonNull)
            .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains("version"))
        ? RetiredException.Retired.API_VERSION
        : RetiredException.Retired.ENDPOINT;
  }

  /** Returns GitHub's JSON, as far as it is read; empty when it isn't, for example a page. */
  private ObjectNode body(Response response) {
    byte[] start = start(response);
    ObjectNode body = properties(new String(start, StandardCharsets.UTF_8));
    if (start.length > MAX_BODY && !body.has("message")) {
      body.put("message", TOO_LARGE);
    }
    return body;
  }

  private static byte[] start(Response response) {
    try (response) {
      return response.body() == null
          ? new byte[0]
          : response.body().asInputStream().readNBytes(MAX_BODY + 1);
    } catch (IOException brokenOff) {
      return new byte[0];
    }
  }

  /** Returns the properties that stand whole in a document, which may be cut off. */
  private ObjectNode properties(String document) {
    ObjectNode properties = MAPPER.createObjectNode();
    try (JsonParser json = new RedactingParser(LENIENT.createParser(document))) {
      if (json.nextToken() == JsonToken.START_OBJECT) {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          String name = json.currentName();
          json.nextToken();
          properties.set(name, VALUE.readTree(json));
        }
      }
    } catch (IOException cutOffOrMalformed) {
      return properties;
    }
    return properties;
  }

  /** Redacts each string: some proxies quote the request, token included. */
  private final class RedactingParser extends JsonParserDelegate {
    RedactingParser(JsonParser json) {
      super(json);
    }

    @Override
    public String getText() throws IOException {
      return credentials.redact(super.getText());
    }
  }

  private static @Nullable String text(JsonNode body, String property) {
    String text = body.path(property).asText();
    return text.isBlank() ? null : text;
  }

  /** GitHub documents objects and sends plain texts as well. */
  private List<FieldError> fieldErrors(JsonNode errors) {
    if (errors.isTextual()) {
      return List.of(FieldError.builder().message(errors.asText()).build());
    }
    List<FieldError> all = new ArrayList<>();
    for (JsonNode error : errors.isArray() ? errors : MissingNode.getInstance()) {
      try {
        all.add(MAPPER.treeToValue(error, FieldError.class));
      } catch (JsonProcessingException otherForm) {
        String text = error.isTextual() ? error.asText() : error.toString();
        all.add(FieldError.builder().message(credentials.redact(text)).build());
      }
    }
    return all;
  }
}
