package dev.ghbilling.sandbox;

import dev.ghbilling.sandbox.internal.api.RateLimitError;
import dev.ghbilling.sandbox.internal.fault.BodyChange;
import dev.ghbilling.sandbox.internal.fault.FaultHeader;
import dev.ghbilling.sandbox.internal.fault.FaultResponse;
import dev.ghbilling.sandbox.internal.fault.FillerContent;
import dev.ghbilling.sandbox.internal.http.Delivery;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A fault: a response that goes wrong. Immutable: every method returns another fault, so that one
 * can be described once and injected often.
 *
 * <p>A static method gives the response: {@link #status}, {@link #secondaryLimit}, {@link
 * #htmlPage} and so on. The operation is then not carried out. With {@link #afterOperation} it is
 * carried out, and only its response is lost; {@link #ownResponse} keeps the operation's own
 * response. Instance methods change the response, or how it is sent:
 *
 * <pre>{@code
 * Fault.status(502)
 * Fault.secondaryLimit(429).retryAfter(Duration.ofSeconds(3))
 * Fault.ownResponse().slow(16, Duration.ofMillis(100))
 * Fault.reset().afterOperation()
 * }</pre>
 *
 * <p>Times in headers are relative to the sandbox's clock. Delays and pauses go by the system's
 * time, and end when the sandbox is closed. The response to a {@code HEAD} has no body to change.
 *
 * @see Faults
 */
public final class Fault {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Shape shape;

  private record Shape(
      Optional<FaultResponse> response,
      boolean afterOperation,
      Map<String, FaultHeader> headers,
      Optional<BodyChange> bodyChange,
      Delivery delivery) {}

  private Fault(Shape shape) {
    this.shape = shape;
  }

  private static Fault of(FaultResponse response) {
    return new Fault(
        new Shape(Optional.of(response), false, Map.of(), Optional.empty(), Delivery.AT_ONCE));
  }

  // The response

  /** Returns the operation's own response, to be changed; unchanged, it is no fault. */
  public static Fault ownResponse() {
    return new Fault(
        new Shape(Optional.empty(), true, Map.of(), Optional.empty(), Delivery.AT_ONCE));
  }

  /**
   * Responds with a status and the body that GitHub sends with it.
   *
   * @throws IllegalArgumentException when the status isn't between 200 and 599
   */
  public static Fault status(int status) {
    return status(status, "");
  }

  /**
   * Responds with a status and GitHub's body with this message, for example {@code status(410,
   * "This endpoint has been moved.")}.
   *
   * @throws IllegalArgumentException when the status isn't between 200 and 599
   */
  public static Fault status(int status, String message) {
    return of(new FaultResponse.GitHubError(checked(status), Objects.requireNonNull(message)));
  }

  /**
   * Responds with a status and any body.
   *
   * @param contentType the body's type; empty for none
   * @throws IllegalArgumentException when the status isn't between 200 and 599
   */
  public static Fault body(int status, String contentType, String body) {
    return of(new FaultResponse.Text(checked(status), contentType, Objects.requireNonNull(body)));
  }

  /**
   * Responds that the primary rate limit is exceeded: no request is left until it is reset.
   *
   * @param status 403 or 429; GitHub uses both
   * @param untilReset the time until then, for {@code x-ratelimit-reset}
   */
  public static Fault primaryLimit(int status, Duration untilReset) {
    return of(new FaultResponse.Limit(RateLimitError.PRIMARY, checked(status)))
        .rateLimitReset(untilReset);
  }

  /**
   * Responds that a secondary rate limit is exceeded. No header says when to try again, unless
   * {@link #retryAfter} or {@link #rateLimitReset} adds one.
   *
   * @param status 403 or 429; GitHub uses both
   */
  public static Fault secondaryLimit(int status) {
    return of(new FaultResponse.Limit(RateLimitError.SECONDARY, checked(status)));
  }

  /** Responds with an HTML page, as a proxy might. */
  public static Fault htmlPage(int status) {
    return body(
        status, HTML, "<!DOCTYPE html><html><body><h1>%d</h1></body></html>\n".formatted(status));
  }

  /** Responds with 200 and no body. */
  public static Fault emptyBody() {
    return body(200, JSON, "");
  }

  /** Responds with 200 and JSON of another type than the contract's. */
  public static Fault wrongType() {
    return body(200, JSON, "[{\"unexpected\":true},\"text\",null]");
  }

  /**
   * Responds with 200 and JSON in which arrays are nested.
   *
   * @param depth the number of arrays
   */
  public static Fault deeplyNested(int depth) {
    return body(200, JSON, "{\"nested\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
  }

  /**
   * Responds with 200 and a large JSON document without a {@code Content-Length}, generated while
   * it is sent.
   *
   * @param bytes its length, at least 14
   * @throws IllegalArgumentException when the length is less
   */
  public static Fault hugeBody(long bytes) {
    if (bytes < FillerContent.MIN_BYTES) {
      throw new IllegalArgumentException(
          "bytes must be at least " + FillerContent.MIN_BYTES + ", was " + bytes);
    }
    return of(new FaultResponse.Filler(bytes));
  }

  /** Responds with 200 and JSON that never ends, as fast as it is read unless {@link #slow}. */
  public static Fault neverEndingBody() {
    return of(new FaultResponse.Filler(Long.MAX_VALUE));
  }

  /**
   * Responds with a redirect.
   *
   * @param status 301, 302, 307 or 308
   * @param location the value of {@code Location}, which isn't checked
   */
  public static Fault redirect(int status, String location) {
    return status(status, "Moved").header("Location", location);
  }

  /** Responds with 304, whether or not the request has an {@code If-None-Match}. */
  public static Fault notModified() {
    return body(304, "", "");
  }

  /** Responds as the storage does for an expired URL: 403 and a small XML document. */
  public static Fault expiredDownload() {
    return of(new FaultResponse.ExpiredDownload());
  }

  /** Resets the connection before anything is sent. */
  public static Fault reset() {
    return emptyBody().ending(Delivery.End.BEFORE_RESPONSE);
  }

  // Changes to the response, and to how it is sent

  /** Carries out the operation before, and discards its response. */
  public Fault afterOperation() {
    return new Fault(
        new Shape(shape.response(), true, shape.headers(), shape.bodyChange(), shape.delivery()));
  }

  /** Sets a header. */
  public Fault header(String name, String value) {
    return with(name, new FaultHeader.Fixed(Objects.requireNonNull(value)));
  }

  /** Removes a header. */
  public Fault withoutHeader(String name) {
    return with(name, new FaultHeader.Absent());
  }

  /** Sets the content type; the body stays what it is. */
  public Fault contentType(String type) {
    return header("Content-Type", type);
  }

  /** Sets {@code Retry-After}, in whole seconds. */
  public Fault retryAfter(Duration duration) {
    return header("Retry-After", Long.toString(duration.toSeconds()));
  }

  /** Sets {@code Retry-After} as a date, so long after the clock's time. */
  public Fault retryAfterDate(Duration fromNow) {
    return with("Retry-After", new FaultHeader.Date(fromNow));
  }

  /** Sets the rate limit's headers: no request is left until so long after the clock's time. */
  public Fault rateLimitReset(Duration fromNow) {
    return header("x-ratelimit-remaining", "0")
        .with("x-ratelimit-reset", new FaultHeader.EpochSecond(fromNow));
  }

  /** Sets {@code Date}, so long after the clock's time; before it if negative. */
  public Fault dateSkew(Duration skew) {
    return with("Date", new FaultHeader.Date(skew));
  }

  /** Delays the response, its headers included. */
  public Fault delayed(Duration delay) {
    return sent(shape.delivery().delayed(Objects.requireNonNull(delay)));
  }

  /**
   * Sends the body in small pieces.
   *
   * @param bytes how many bytes a piece has
   * @param pause the time between two pieces
   * @throws IllegalArgumentException when a piece has less than one byte
   */
  public Fault slow(int bytes, Duration pause) {
    if (bytes < 1) {
      throw new IllegalArgumentException("bytes must be at least 1, was " + bytes);
    }
    return sent(shape.delivery().slow(bytes, Objects.requireNonNull(pause)));
  }

  /** Resets the connection after the headers. */
  public Fault resetAfterHeaders() {
    return ending(new Delivery.End(true, 0));
  }

  /** Resets the connection after so many bytes of the body, or after a shorter body. */
  public Fault resetWithinBody(long bytes) {
    return ending(new Delivery.End(true, positive(bytes)));
  }

  /**
   * Closes the connection after so many bytes of the body, although more were promised: by {@code
   * Content-Length}, or by chunks without a last one. A client that sent {@code Connection: close}
   * can't notice this in a body of unknown length.
   */
  public Fault truncatedAfter(long bytes) {
    return ending(new Delivery.End(false, positive(bytes)));
  }

  /** Sends only the first bytes of the body; {@code Content-Length} has their number. */
  public Fault partial(long bytes) {
    return changed(new BodyChange.Partial(positive(bytes)));
  }

  /** Sends so many more bytes at the end of the body, as if they belonged to it. */
  public Fault overlong(long bytes) {
    return changed(new BodyChange.Overlong(positive(bytes)));
  }

  /** Returns the response that is sent instead of the operation's. */
  ServerResponse respond(ServerRequest request, RequestHandler operation) {
    Optional<ServerResponse> own =
        shape.afterOperation() ? Optional.of(operation.handle(request)) : Optional.empty();
    return shape
        .response()
        .map(FaultResponse::response)
        .or(() -> own)
        .orElseThrow(() -> new IllegalStateException("a fault without a response"));
  }

  /** Changes a response that has all of its headers. */
  ServerResponse change(ServerResponse response, Instant now) {
    ServerResponse changed = response;
    for (Map.Entry<String, FaultHeader> header : shape.headers().entrySet()) {
      changed = header.getValue().apply(changed, header.getKey(), now);
    }
    if (shape.bodyChange().isPresent()) {
      changed = changed.withContent(shape.bodyChange().get().change(changed.content()));
    }
    return changed.withDelivery(shape.delivery());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fault fault && shape.equals(fault.shape);
  }

  @Override
  public int hashCode() {
    return shape.hashCode();
  }

  /** Describes the fault. */
  @Override
  public String toString() {
    return "Fault"
        + shape.response().map(response -> " " + response).orElse(" OwnResponse[]")
        + (shape.response().isPresent() && shape.afterOperation() ? " after the operation" : "")
        + (shape.headers().isEmpty() ? "" : " " + shape.headers())
        + shape.bodyChange().map(change -> " " + change).orElse("")
        + (shape.delivery().equals(Delivery.AT_ONCE) ? "" : " " + shape.delivery());
  }

  private Fault with(String name, FaultHeader header) {
    Map<String, FaultHeader> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(shape.headers());
    headers.put(name, header);
    return new Fault(
        new Shape(
            shape.response(),
            shape.afterOperation(),
            Collections.unmodifiableMap(headers),
            shape.bodyChange(),
            shape.delivery()));
  }

  private Fault changed(BodyChange change) {
    return new Fault(
        new Shape(
            shape.response(),
            shape.afterOperation(),
            shape.headers(),
            Optional.of(change),
            shape.delivery()));
  }

  private Fault ending(Delivery.End end) {
    return sent(shape.delivery().ending(end));
  }

  private Fault sent(Delivery delivery) {
    return new Fault(
        new Shape(
            shape.response(),
            shape.afterOperation(),
            shape.headers(),
            shape.bodyChange(),
            delivery));
  }

  private static int checked(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException("status must be between 200 and 599, was " + status);
    }
    return status;
  }

  private static long positive(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("bytes must not be negative, was " + bytes);
    }
    return bytes;
  }
}
