package dev.ghbilling.http;

import dev.ghbilling.client.model.BasicError;
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
import feign.Response;
import feign.codec.ErrorDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Turns an answer other than 2xx into the exception of its status. */
final class ErrorAnswers implements ErrorDecoder {
  /** Enough for any error of GitHub's; a proxy's page may be longer. */
  private static final int LONGEST_BODY = 64 * 1024;

  @Override
  public Exception decode(String methodKey, Response response) {
    BasicError body = body(response);
    ErrorAnswer answer =
        new ErrorAnswer(
            Operation.of(methodKey),
            response.status(),
            Optional.ofNullable(body.message()),
            Optional.ofNullable(body.documentationUrl()),
            header(response, "X-GitHub-Request-Id"),
            body.errors() == null ? List.of() : body.errors());
    return switch (response.status()) {
      case 400, 422 -> new BadRequestException(answer);
      case 401 -> new AuthenticationException(answer);
      case 403 ->
          limited(response) ? new RateLimitedException(answer) : new PermissionException(answer);
      case 404 -> new NotFoundException(answer);
      case 409 -> new ConflictException(answer);
      case 410 -> new RetiredException(answer);
      case 429 -> new RateLimitedException(answer);
      default ->
          response.status() / 100 == 5 ? new ServerException(answer) : new ApiException(answer);
    };
  }

  /** A spent limit comes as 403 too; these headers tell it from a lack of permission. */
  private static boolean limited(Response response) {
    return header(response, "Retry-After").isPresent()
        || header(response, "X-RateLimit-Remaining").filter("0"::equals).isPresent();
  }

  /** The body, or nothing where it is no error of GitHub's, such as a proxy's page. */
  private static BasicError body(Response response) {
    if (response.body() == null) {
      return BasicError.of();
    }
    try (InputStream in = response.body().asInputStream()) {
      byte[] start = in.readNBytes(LONGEST_BODY);
      BasicError error = BillingJson.mapper().readValue(start, BasicError.class);
      return error == null ? BasicError.of() : error;
    } catch (IOException notAnError) {
      return BasicError.of();
    }
  }

  private static Optional<String> header(Response response, String name) {
    return response.headers().getOrDefault(name, List.of()).stream().findFirst();
  }
}
