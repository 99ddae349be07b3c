package dev.ghbilling.sandbox;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with an answer. Immutable: every method gives another fault, so that
 * one can be described once and injected often.
 *
 * <p>A fault begins with what is answered, by a static method: {@link #status}, {@link
 * #secondaryLimit}, {@link #htmlPage}... The operation is then not carried out, unless {@link
 * #afterOperation} says so: its state changes, and its answer is lost. {@link #ownAnswer} leaves
 * the operation its answer, to be spoilt. What follows says how the answer is spoilt or sent:
 *
 * <pre>{@code
 * Fault.status(502)
 * Fault.secondaryLimit(429).retryAfter(Duration.ofSeconds(3))
 * Fault.ownAnswer().slow(16, Duration.ofMillis(100))
 * Fault.reset().afterOperation()
 * }</pre>
 *
 * <p>Times in headers are by the sandbox's clock; delays and pauses are by the system's time, and
 * end when the sandbox is closed. Where a {@code HEAD} is answered, nothing happens to the body.
 *
 * @see Faults
 */
public final class Fault {
  private static final String HTML = "text/html; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";

  private final Shape shape;

  private record Shape(
      Optional<FaultAnswer> answer,
      boolean afterOperation,
      Map<String, FaultHeader> headers,
      Optional<BodyChange> bodyChange,
      Delivery delivery) {}

  private Fault(Shape shape) {
    this.shape = shape;
  }

  private static Fault of(FaultAnswer answer) {
    return new Fault(
        new Shape(Optional.of(answer), false, Map.of(), Optional.empty(), Delivery.AT_ONCE));
  }

  // What is answered

  /** The operation's own answer, which is carried out. By itself, this is no fault. */
  public static Fault ownAnswer() {
    return new Fault(
        new Shape(Optional.empty(), true, Map.of(), Optional.empty(), Delivery.AT_ONCE));
  }

  /**
   * A status with the body that GitHub gives it.
   *
   * @throws IllegalArgumentException when the status isn't one of 200 to 599
   */
  public static Fault status(int status) {
    return status(status, "");
  }

  /**
   * A status with GitHub's body, and this message in it: {@code status(410, "This endpoint has been
   * moved.")}.
   *
   * @throws IllegalArgumentException when the status isn't one of 200 to 599
   */
  public static Fault status(int status, String message) {
    return of(new FaultAnswer.GitHubError(checked(status), Objects.requireNonNull(message)));
  }

  /**
   * A status with any body.
   *
   * @param contentType the body's type; empty for none
   * @throws IllegalArgumentException when the status isn't one of 200 to 599
   */
  public static Fault body(int status, String contentType, String body) {
    return of(new FaultAnswer.Text(checked(status), contentType, Objects.requireNonNull(body)));
  }

  /**
   * The primary rate limit is exceeded: nothing is left until it is reset.
   *
   * @param status 403 or 429; GitHub uses both
   * @param untilReset the time until then, which {@code x-ratelimit-reset} tells
   */
  public static Fault primaryLimit(int status, Duration untilReset) {
    return of(new FaultAnswer.Limit(LimitAnswer.PRIMARY, checked(status)))
        .rateLimitReset(untilReset);
  }

  /**
   * A secondary rate limit is exceeded. When to come again isn't told, unless by {@link
   * #retryAfter} or {@link #rateLimitReset}.
   *
   * @param status 403 or 429; GitHub uses both
   */
  public static Fault secondaryLimit(int status) {
    return of(new FaultAnswer.Limit(LimitAnswer.SECONDARY, checked(status)));
  }

  /** A page of a proxy, say, that knows nothing of the API. */
  public static Fault htmlPage(int status) {
    return body(
        status, HTML, "<!DOCTYPE html><html><body><h1>%d</h1></body></html>\n".formatted(status));
  }

  /** 200, and no body. */
  public static Fault emptyBody() {
    return body(200, JSON, "");
  }

  /** 200, and JSON that isn't what the contract says. */
  public static Fault wrongType() {
    return body(200, JSON, "[{\"unexpected\":true},\"text\",null]");
  }

  /**
   * 200, and JSON with arrays in arrays.
   *
   * @param depth how many there are
   */
  public static Fault deeplyNested(int depth) {
    return body(200, JSON, "{\"nested\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
  }

  /**
   * 200, and a large JSON document, which is made while it is sent. Its length isn't told.
   *
   * @param bytes its length, 14 at least
   */
  public static Fault hugeBody(long bytes) {
    if (bytes < FillerContent.LEAST) {
      throw new IllegalArgumentException("a huge body of " + bytes + " bytes is too small");
    }
    return of(new FaultAnswer.Filler(bytes));
  }

  /** 200, and JSON without an end, as fast as it is read; {@link #slow} makes it drip. */
  public static Fault neverEndingBody() {
    return of(new FaultAnswer.Filler(Long.MAX_VALUE));
  }

  /**
   * Somewhere else.
   *
   * @param status 301, 302, 307 or 308
   * @param location the address, which isn't checked
   */
  public static Fault redirect(int status, String location) {
    return status(status, "Moved").header("Location", location);
  }

  /** 304, whatever the asker knows. */
  public static Fault notModified() {
    return body(304, "", "");
  }

  /** What the storage answers at an address whose time is over: 403 and a small XML document. */
  public static Fault expiredDownload() {
    return of(new FaultAnswer.ExpiredDownload());
  }

  /** The connection is reset before anything is answered. */
  public static Fault reset() {
    return emptyBody().ending(Delivery.End.BEFORE_ANSWER);
  }

  // What happens to the answer

  /** The operation is carried out, which nobody can see in the answer. */
  public Fault afterOperation() {
    return new Fault(
        new Shape(shape.answer(), true, shape.headers(), shape.bodyChange(), shape.delivery()));
  }

  /** Another value for a header, or one header more. */
  public Fault header(String name, String value) {
    return with(name, new FaultHeader.Fixed(Objects.requireNonNull(value)));
  }

  /** No such header. */
  public Fault withoutHeader(String name) {
    return with(name, new FaultHeader.Absent());
  }

  /** Another content type; the body stays what it is. */
  public Fault contentType(String type) {
    return header("Content-Type", type);
  }

  /** Advice to come again, in whole seconds. */
  public Fault retryAfter(Duration duration) {
    return header("Retry-After", Long.toString(duration.toSeconds()));
  }

  /** Advice to come again, as a date: so long after the clock's time. */
  public Fault retryAfterDate(Duration fromNow) {
    return with("Retry-After", new FaultHeader.Date(fromNow));
  }

  /** No request is left until so long after the clock's time. */
  public Fault rateLimitReset(Duration fromNow) {
    return header("x-ratelimit-remaining", "0")
        .with("x-ratelimit-reset", new FaultHeader.EpochSecond(fromNow));
  }

  /** Another {@code Date}: so long after the clock's time, or before it. */
  public Fault dateSkew(Duration skew) {
    return with("Date", new FaultHeader.Date(skew));
  }

  /** Nothing is sent for so long, not even a header. */
  public Fault delayed(Duration delay) {
    return sent(shape.delivery().delayed(Objects.requireNonNull(delay)));
  }

  /**
   * The body comes in small pieces.
   *
   * @param bytes how many bytes a piece has
   * @param pause the time between two pieces
   * @throws IllegalArgumentException when a piece would have no byte
   */
  public Fault slow(int bytes, Duration pause) {
    if (bytes < 1) {
      throw new IllegalArgumentException("a piece can't have " + bytes + " bytes");
    }
    return sent(shape.delivery().slow(bytes, Objects.requireNonNull(pause)));
  }

  /** The connection is reset behind the headers. */
  public Fault resetAfterHeaders() {
    return ending(new Delivery.End(true, 0));
  }

  /** The connection is reset behind so many bytes of the body, or behind a shorter body. */
  public Fault resetWithinBody(long bytes) {
    return ending(new Delivery.End(true, positive(bytes)));
  }

  /**
   * The connection is closed behind so many bytes of the body, though more were promised: by {@code
   * Content-Length}, or because the last chunk is missing. An asker who sent {@code Connection:
   * close} can't miss anything of a body of unknown length.
   */
  public Fault truncatedAfter(long bytes) {
    return ending(new Delivery.End(false, positive(bytes)));
  }

  /** Only the first bytes of the body are sent, as if they were all: no header tells. */
  public Fault partial(long bytes) {
    return changed(new BodyChange.Partial(positive(bytes)));
  }

  /** So many bytes more than the body has are sent, as if they belonged to it. */
  public Fault overlong(long bytes) {
    return changed(new BodyChange.Overlong(positive(bytes)));
  }

  /** The fault in the place of an operation. */
  Reply answer(Request request, Responder operation) {
    Optional<Reply> own =
        shape.afterOperation() ? Optional.of(operation.answer(request)) : Optional.empty();
    return shape
        .answer()
        .map(FaultAnswer::reply)
        .or(() -> own)
        .orElseThrow(() -> new IllegalStateException("a fault without an answer"));
  }

  /** What the fault does to an answer that has all of its headers. */
  Reply spoil(Reply reply, Instant now) {
    Reply spoilt = reply;
    for (Map.Entry<String, FaultHeader> header : shape.headers().entrySet()) {
      spoilt = header.getValue().apply(spoilt, header.getKey(), now);
    }
    if (shape.bodyChange().isPresent()) {
      spoilt = spoilt.with(shape.bodyChange().get().change(spoilt.content()));
    }
    return spoilt.with(shape.delivery());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Fault fault && shape.equals(fault.shape);
  }

  @Override
  public int hashCode() {
    return shape.hashCode();
  }

  /** What the fault is, for a person. */
  @Override
  public String toString() {
    return "Fault"
        + shape.answer().map(answer -> " " + answer).orElse(" OwnAnswer[]")
        + (shape.answer().isPresent() && shape.afterOperation() ? " after the operation" : "")
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
            shape.answer(),
            shape.afterOperation(),
            Collections.unmodifiableMap(headers),
            shape.bodyChange(),
            shape.delivery()));
  }

  private Fault changed(BodyChange change) {
    return new Fault(
        new Shape(
            shape.answer(),
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
            shape.answer(), shape.afterOperation(), shape.headers(), shape.bodyChange(), delivery));
  }

  private static int checked(int status) {
    if (status < 200 || status > 599) {
      throw new IllegalArgumentException(status + " isn't the status of an answer");
    }
    return status;
  }

  private static long positive(long bytes) {
    if (bytes < 0) {
      throw new IllegalArgumentException("there can't be " + bytes + " bytes");
    }
    return bytes;
  }
}
