package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.ghbilling.client.model.FieldError;
import dev.ghbilling.error.ApiException;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.BadRequestException;
import dev.ghbilling.error.ConflictException;
import dev.ghbilling.error.ErrorAnswer;
import dev.ghbilling.error.NotFoundException;
import dev.ghbilling.error.PermissionException;
import dev.ghbilling.error.RateLimitedException;
import dev.ghbilling.error.RetiredException;
import dev.ghbilling.error.ServerException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Turns an answer other than 2xx into the exception of its status. */
final class ErrorAnswers {
  /** Enough for any error of GitHub's; a proxy's page may be longer. */
  private static final int LONGEST_BODY = 64 * 1024;

  private final Secrets secrets;
  private final Clock clock;

  ErrorAnswers(Secrets secrets, Clock clock) {
    this.secrets = secrets;
    this.clock = clock;
  }

  ApiException decode(ApiAnswer response) {
    CurrentCall call = CurrentCall.get();
    JsonNode body = body(response);
    ServerTime time = new ServerTime(response.headers(), clock);
    ErrorAnswer answer =
        new ErrorAnswer(
            call.operation(),
            call.attempts(),
            response.status(),
            text(body, "message"),
            text(body, "documentation_url"),
            header(response, "X-GitHub-Request-Id").map(secrets::redact),
            time.retryAfter().or(time::untilReset),
            fieldErrors(body.path("errors")));
    TokenAdvice advice = new TokenAdvice(call.traits(), TokenKind.of(call.token()), response);
    String tokens = secrets.redact(advice.sentence());
    return switch (response.status()) {
      case 400, 422 -> new BadRequestException(answer);
      case 401 -> new AuthenticationException(answer);
      case 403 ->
          isLimited(response, answer)
              ? limited(answer, response)
              : new PermissionException(answer, tokens);
      case 404 ->
          advice.tokenIsLikelyToBlame()
              ? new PermissionException(answer, tokens)
              : new NotFoundException(answer, tokens);
      case 409 -> new ConflictException(answer);
      case 410 -> new RetiredException(answer, retired(answer));
      case 429 -> limited(answer, response);
      default ->
          response.status() / 100 == 5 ? new ServerException(answer) : new ApiException(answer);
    };
  }

  /** A limit comes as 403 too; these tell it from a lack of permission. */
  private static boolean isLimited(ApiAnswer response, ErrorAnswer answer) {
    return header(response, "Retry-After").isPresent()
        || isSpent(response)
        || answer
            .message()
            .filter(text -> text.toLowerCase(Locale.ROOT).contains("rate limit"))
            .isPresent();
  }

  private static boolean isSpent(ApiAnswer response) {
    return header(response, "X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  private RateLimitedException limited(ErrorAnswer answer, ApiAnswer response) {
    return new RateLimitedException(
        answer,
        isSpent(response)
            ? RateLimitedException.Limit.PRIMARY
            : RateLimitedException.Limit.SECONDARY,
        answer.retryAfter().map(clock.instant()::plus));
  }

  private static RetiredException.Retired retired(ErrorAnswer answer) {
    return Stream.of(answer.documentationUrl(), answer.message())
            .flatMap(Optional::stream)
            .map(text -> text.toLowerCase(Locale.ROOT))
            .anyMatch(text -> text.contains("version"))
        ? RetiredException.Retired.API_VERSION
        : RetiredException.Retired.ENDPOINT;
  }

  /** The body, or nothing where it is no error of GitHub's, such as a proxy's page. */
  private JsonNode body(ApiAnswer response) {
    try (InputStream in = response.body()) {
      String start = new String(in.readNBytes(LONGEST_BODY), StandardCharsets.UTF_8);
      // Some proxies quote the request.
      JsonNode said = BillingJson.mapper().readTree(start);
      return BillingJson.mapper().readTree(secrets.redact(said.toString()));
    } catch (IOException notAnError) {
      return MissingNode.getInstance();
    }
  }

  private static Optional<String> text(JsonNode body, String property) {
    return Optional.of(body.path(property).asText()).filter(text -> !text.isBlank());
  }

  /** GitHub documents objects, and sends plain texts too. */
  private static List<FieldError> fieldErrors(JsonNode errors) {
    if (errors.isTextual()) {
      return List.of(FieldError.of().withMessage(errors.asText()));
    }
    List<FieldError> all = new ArrayList<>();
    for (JsonNode error : errors.isArray() ? errors : MissingNode.getInstance()) {
      try {
        all.add(BillingJson.mapper().treeToValue(error, FieldError.class));
      } catch (JsonProcessingException otherForm) {
        all.add(FieldError.of().withMessage(error.isTextual() ? error.asText() : error.toString()));
      }
    }
    return all;
  }

  private static Optional<String> header(ApiAnswer response, String name) {
    return response.headers().first(name);
  }
}
