package dev.ghbilling.http;

import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import feign.DefaultInvocationHandlerFactory;
import feign.InvocationHandlerFactory;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls: sends a request, reads the answer, and sends it again where that is safe and the
 * time allows. What comes out is what was asked for, or one exception of ours.
 */
final class Calls {
  private final InvocationHandlerFactory next = new DefaultInvocationHandlerFactory();
  private final Connected chain;
  private final JsonBody json;
  private final Admission admission;
  private final RetryPolicy retries;
  private final ErrorAnswers errors;
  private final CallObserver observer;
  private final Pauses pauses;
  private final Clock clock;
  private final Duration timeout;

  Calls(
      Connected chain,
      JsonBody json,
      Admission admission,
      RetryPolicy retries,
      ErrorAnswers errors,
      CallObserver observer,
      Pauses pauses,
      Clock clock,
      Duration timeout) {
    this.chain = chain;
    this.json = json;
    this.admission = admission;
    this.retries = retries;
    this.errors = errors;
    this.observer = observer;
    this.pauses = pauses;
    this.clock = clock;
    this.timeout = timeout;
  }

  Calls within(Duration otherTimeout) {
    return new Calls(
        chain, json, admission, retries, errors, observer, pauses, clock, otherTimeout);
  }

  /** Makes the calls of an interface, whose methods these are; the rest is left to Feign. */
  InvocationHandlerFactory of(Map<Method, ApiMethod> methods) {
    return (target, dispatch) -> {
      InvocationHandler others = next.create(target, dispatch);
      return (proxy, method, arguments) -> {
        ApiMethod known = methods.get(method);
        return known == null ? others.invoke(proxy, method, arguments) : call(known, arguments);
      };
    };
  }

  private @Nullable Object call(ApiMethod method, Object[] arguments) {
    CurrentCall call =
        CurrentCall.begin(method.operation(), method.traits(), method.streamed(), clock, timeout);
    try {
      return observed(call, method, arguments);
    } finally {
      CurrentCall.end();
    }
  }

  private @Nullable Object observed(CurrentCall call, ApiMethod method, Object[] arguments) {
    Observed observation = new Observed(observer, call.operation());
    Object value;
    try {
      value = untilItSucceeds(call, method, arguments, observation);
    } catch (RuntimeException e) {
      observation.end(call.attempts(), Optional.of(e));
      throw e;
    } catch (Throwable fatal) {
      observation.end(call.attempts(), Optional.of(new IllegalStateException(fatal)));
      throw fatal;
    }
    observation.end(call.attempts(), Optional.empty());
    return value;
  }

  private @Nullable Object untilItSucceeds(
      CurrentCall call,
      ApiMethod method,
      Object[] arguments,
      CallObserver.Observation observation) {
    while (true) {
      call.attempt();
      Duration pause;
      try {
        Object value = admitted(call, method, arguments, observation);
        retries.succeeded();
        return value;
      } catch (CallException failure) {
        Optional<Duration> next = retries.pauseAfter(failure, call);
        observation.attemptFailed(call.attempts(), failure, next);
        pause = next.orElseThrow(() -> failure);
      }
      pauses.sleep(pause);
    }
  }

  private @Nullable Object admitted(
      CurrentCall call,
      ApiMethod method,
      Object[] arguments,
      CallObserver.Observation observation) {
    Admission.Place place = admission.enter(call, observation);
    boolean readOn = false;
    try {
      ApiAnswer answer = successful(chain.send(method.request(arguments)));
      if (method.streamed()) {
        admission.readOn(place);
        readOn = true;
        return answer.toFeign(new StreamedBody(answer.body(), place, call.attempts()));
      }
      try (answer) {
        return method.value(answer, json);
      }
    } catch (IOException e) {
      throw new ConnectionException(
          call.operation(), call.attempts(), "the answer broke off: " + Reason.of(e), e);
    } finally {
      if (!readOn) {
        place.close();
      }
    }
  }

  private ApiAnswer successful(ApiAnswer answer) {
    if (answer.status() / 100 != 2) {
      try (answer) {
        throw errors.decode(answer);
      }
    }
    return answer;
  }
}
