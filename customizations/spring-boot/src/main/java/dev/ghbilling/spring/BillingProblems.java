package dev.ghbilling.spring;

import dev.ghbilling.error.CallException;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.error.RateLimitedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Makes problem details (RFC 9457) of the exceptions of a client that reach a web controller's
 * caller: 503 when a rate limit is exhausted, with {@code Retry-After} if GitHub said when it ends,
 * and otherwise 502. The detail is the exception's message, which has no secrets. Further
 * properties are {@code operation}, {@code upstreamStatus}, which is that of GitHub's response, and
 * {@code requestId}.
 */
@RestControllerAdvice
final class BillingProblems {
  private static final String TITLE = "GitHub's billing API gave no result";

  @ExceptionHandler
  ResponseEntity<ProblemDetail> failed(GitHubBillingException failure) {
    ProblemDetail problem =
        ProblemDetail.forStatusAndDetail(HttpStatus.BAD_GATEWAY, failure.getMessage());
    problem.setTitle(TITLE);
    if (failure instanceof CallException call) {
      problem.setProperty("operation", call.operation());
      problem.setProperty("upstreamStatus", call.status());
      problem.setProperty("requestId", call.requestId());
    }
    HttpHeaders headers = new HttpHeaders();
    if (failure instanceof RateLimitedException limited) {
      problem.setStatus(HttpStatus.SERVICE_UNAVAILABLE);
      Optional.ofNullable(limited.endsAt())
          .map(end -> Math.max(1, Duration.between(Instant.now(), end).toSeconds()))
          .ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, seconds.toString()));
    }
    return ResponseEntity.status(problem.getStatus()).headers(headers).body(problem);
  }
}
