package dev.ghbilling.internal.call;

import dev.ghbilling.call.CallObserver;
import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.internal.json.JsonDecoder;
import dev.ghbilling.internal.time.Deadline;
import dev.ghbilling.internal.transport.AttemptOptions;
import dev.ghbilling.internal.transport.IoFailure;
import dev.ghbilling.internal.uri.LinkHeader;
import feign.Client;
import feign.Request;
import feign.Response;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls: sends a request through the chain, reads the response, and retries where that is
 * safe and the time allows. A record leaves, or exactly one exception of {@code
 * dev.ghbilling.error}.
 */
final class CallHandler {

  private final Client chain;
  private final RateLimiter limiter;
  private final Retries retries;
  private final JsonDecoder decoder;
  private final ApiErrorDecoder errors;
  private final CallObserver observer;
  private final Clock clock;
  private final Duration connectTimeout;
  private final Duration readTimeout;
  private final Duration callTimeout;

  CallHandler(
      CallSettings settings,
      Client chain,
      RateLimiter limiter,
      Retries retries,
      JsonDecoder decoder,
      ApiErrorDecoder errors) {
    this.chain = chain;
    this.limiter = limiter;
    this.retries = retries;
    this.decoder = decoder;
    this.errors = errors;
    this.observer = settings.observer;
    this.clock = settings.time.clock();
    this.connectTimeout = settings.connectTimeout;
    this.readTimeout = settings.readTimeout;
    this.callTimeout = settings.callTimeout;
  }

  /** Returns a handler for the methods of an interface, and for those of Object. */
  InvocationHandler handling(Class<?> api, Map<Method, ApiMethod> methods) {
    return (proxy, method, arguments) -> {
      ApiMethod known = methods.get(method);
      if (known != null) {
        return call(known, arguments);
      }
      if (method.isDefault()) {
        return InvocationHandler.invokeDefault(proxy, method, arguments);
      }
      return switch (method.getName()) {
        case "equals" -> proxy == arguments[0];
        case "hashCode" -> System.identityHashCode(proxy);
        default -> api.getSimpleName();
      };
    };
  }

  private @Nullable Object call(ApiMethod method, Object[] arguments) {
    Request request = method.request(arguments);
    CallContext call =
        new CallContext(
            method.operation(),
            method.selection(arguments),
            method.streamed(),
            Deadline.after(callTimeout, clock));
    SafeObserver observation = new SafeObserver(observer, call.operation().id());
    Object value;
    try {
      value = untilItSucceeds(call, method, request, observation);
    } catch (RuntimeException e) {
      observation.end(call.attempt(), e);
      throw e;
    } catch (Throwable fatal) {
      observation.end(call.attempt(), new IllegalStateException(fatal));
      throw fatal;
    }
    observation.end(call.attempt(), null);
    return value;
  }

  private @Nullable Object untilItSucceeds(
      CallContext call, ApiMethod method, Request request, CallObserver.Observation observation) {
    CallException last = null;
    try {
      while (true) {
        call.beginAttempt();
        Duration pause;
        try {
          Object value = attempt(call, method, request, observation);
          retries.succeeded();
          return value;
        } catch (CallException failure) {
          last = failure;
          pause = pauseAfter(failure, call);
          observation.attemptFailed(call.attempt(), failure, pause);
          if (pause == null) {
            throw failure;
          }
        }
        retries.pause(pause);
      }
    } catch (CancellationException cancelled) {
      if (last != null) {
        // Tells that the request was sent before the wait that was interrupted.
        cancelled.addSuppressed(last);
      }
      throw cancelled;
    }
  }

  private @Nullable Object attempt(
      CallContext call, ApiMethod method, Request request, CallObserver.Observation observation) {
    Permit permit = limiter.acquire(call, observation);
    boolean streaming = false;
    try {
      Response response = send(call, request);
      if (response.status() / 100 != 2) {
        throw errors.decode(call, response);
      }
      if (!call.operation().succeeds(response.status())) {
        throw decoder.undocumented(call.operation().id(), call.attempt(), response);
      }
      if (method.readsWhole() && LinkHeader.namesNext(response.headers())) {
        response.close();
        throw IncompleteListException.onePage(call.operation().id());
      }
      if (method.streamed()) {
        InputStream body = stream(response);
        limiter.keepForStream(permit);
        streaming = true;
        return response.toBuilder().body(new StreamedBody(body, permit, call)).build();
      }
      try (response) {
        return method.value(response, call, decoder);
      }
    } catch (IOException e) {
      throw new ConnectionException(
          call.operation().id(),
          call.attempt(),
          "the response broke off: " + IoFailure.reason(e),
          e);
    } finally {
      if (!streaming) {
        permit.release();
      }
    }
  }

  private static InputStream stream(Response response) throws IOException {
    return response.body() == null
        ? InputStream.nullInputStream()
        : response.body().asInputStream();
  }

  private Response send(CallContext call, Request request) {
    AttemptOptions options =
        new AttemptOptions(
            call.operation().id(),
            call.attempt(),
            call.token(),
            call.deadline(),
            call.streamed() ? Deadline.current() : call.deadline(),
            connectTimeout,
            readTimeout);
    try {
      return chain.execute(request, options);
    } catch (IOException e) {
      throw new ConnectionException(
          call.operation().id(),
          call.attempt(),
          "no response from %s: %s"
              .formatted(URI.create(request.url()).getRawAuthority(), IoFailure.reason(e)),
          e);
    }
  }

  /** Returns the pause before the next attempt, or null when there is none. */
  private @Nullable Duration pauseAfter(CallException failure, CallContext call) {
    // What wasn't sent, for lack of time or an exhausted limit, would not be sent next time either.
    boolean sent = failure.attempts() == call.attempt();
    return sent && call.operation().idempotent()
        ? retries.pauseAfter(failure, call.attempt(), call.deadline())
        : null;
  }
}
