package dev.ghbilling.http;

import dev.ghbilling.error.CallException;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.GitHubBillingException;
import feign.DefaultInvocationHandlerFactory;
import feign.FeignException;
import feign.InvocationHandlerFactory;
import feign.Response;
import feign.Target;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Makes calls: sends a request, reads the answer, and sends it again where that is safe and the
 * time allows. What comes out is what was asked for, or one exception of ours.
 */
final class Calls implements InvocationHandlerFactory {
  private final InvocationHandlerFactory next = new DefaultInvocationHandlerFactory();
  private final Admission admission;
  private final RetryPolicy retries;
  private final ErrorAnswers errors;
  private final CallObserver observer;
  private final Pauses pauses;
  private final Clock clock;
  private final Duration timeout;

  Calls(
      Admission admission,
      RetryPolicy retries,
      ErrorAnswers errors,
      CallObserver observer,
      Pauses pauses,
      Clock clock,
      Duration timeout) {
    this.admission = admission;
    this.retries = retries;
    this.errors = errors;
    this.observer = observer;
    this.pauses = pauses;
    this.clock = clock;
    this.timeout = timeout;
  }

  Calls within(Duration otherTimeout) {
    return new Calls(admission, retries, errors, observer, pauses, clock, otherTimeout);
  }

  @Override
  @SuppressWarnings("rawtypes") // Feign's own signature.
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    InvocationHandler handler = next.create(target, dispatch);
    Map<String, OperationTraits> traits = OperationTraits.of(target.type());
    return (proxy, method, arguments) -> {
      String operation = Operation.of(method.getName());
      OperationTraits known = traits.get(operation);
      if (known == null) {
        return handler.invoke(proxy, method, arguments);
      }
      boolean streamed = method.getReturnType() == Response.class;
      CurrentCall call = CurrentCall.begin(operation, known, streamed, clock, timeout);
      try {
        return observed(call, () -> handler.invoke(proxy, method, arguments));
      } finally {
        CurrentCall.end();
      }
    };
  }

  /** One attempt, as Feign makes it. */
  private interface Attempt {
    Object make() throws Throwable;
  }

  private Object observed(CurrentCall call, Attempt attempt) throws Throwable {
    Observed observation = new Observed(observer, call.operation());
    Object answer;
    try {
      answer = untilItSucceeds(call, attempt, observation);
    } catch (RuntimeException e) {
      observation.end(call.attempts(), Optional.of(e));
      throw e;
    } catch (Throwable fatal) {
      observation.end(call.attempts(), Optional.of(new IllegalStateException(fatal)));
      throw fatal;
    }
    observation.end(call.attempts(), Optional.empty());
    return answer;
  }

  private Object untilItSucceeds(
      CurrentCall call, Attempt attempt, CallObserver.Observation observation) throws Throwable {
    while (true) {
      call.attempt();
      Duration pause;
      try {
        Object answer = admitted(call, attempt, observation);
        retries.succeeded();
        return answer;
      } catch (CallException | FeignException e) {
        CallException failure = plain(call, e);
        Optional<Duration> next = retries.pauseAfter(failure, call);
        observation.attemptFailed(call.attempts(), failure, next);
        pause = next.orElseThrow(() -> failure);
      }
      pauses.sleep(pause);
    }
  }

  private Object admitted(CurrentCall call, Attempt attempt, CallObserver.Observation observation)
      throws Throwable {
    Admission.Place place = admission.enter(call, observation);
    boolean readOn = false;
    try {
      Object answer = successful(attempt.make());
      if (answer instanceof Response response && response.body() != null) {
        admission.readOn(place);
        readOn = true;
        return response.toBuilder()
            .body(new StreamedBody(response.body(), place, call.attempts()))
            .build();
      }
      return answer;
    } finally {
      if (!readOn) {
        place.close();
      }
    }
  }

  /** Feign leaves an answer that is asked for as such to the caller, whatever its status. */
  private Object successful(Object answer) {
    if (answer instanceof Response response && response.status() / 100 != 2) {
      try (response) {
        throw errors.decode(response);
      }
    }
    return answer;
  }

  /** Our exceptions come out as they are, where Feign wraps them in its own. */
  private static CallException plain(CurrentCall call, RuntimeException e) {
    if (e instanceof CallException ours) {
      return ours;
    }
    if (e.getCause() instanceof CallException ours) {
      return ours;
    }
    if (e.getCause() instanceof GitHubBillingException ours) {
      throw ours;
    }
    if (e.getCause() instanceof IOException io) {
      return new ConnectionException(
          call.operation(), call.attempts(), "the answer broke off: " + Reason.of(io), io);
    }
    throw e.getCause() instanceof RuntimeException fault ? fault : e;
  }
}
