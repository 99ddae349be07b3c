package dev.ghbilling.http;

import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.error.UnreadableAnswerException;
import feign.DefaultInvocationHandlerFactory;
import feign.FeignException;
import feign.InvocationHandlerFactory;
import feign.Target;
import feign.codec.DecodeException;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.util.Map;

/** Lets our exceptions through as they are, where Feign would wrap them in its own. */
final class PlainExceptions implements InvocationHandlerFactory {
  private final InvocationHandlerFactory next = new DefaultInvocationHandlerFactory();

  @Override
  @SuppressWarnings("rawtypes") // Feign's own signature.
  public InvocationHandler create(Target target, Map<Method, MethodHandler> dispatch) {
    InvocationHandler handler = next.create(target, dispatch);
    return (proxy, method, arguments) -> {
      try {
        return handler.invoke(proxy, method, arguments);
      } catch (FeignException e) {
        throw plain(Operation.of(method.getName()), e);
      }
    };
  }

  private static RuntimeException plain(String operation, FeignException e) {
    if (e.getCause() instanceof GitHubBillingException ours) {
      return ours;
    }
    if (e.getCause() instanceof IOException io) {
      return new ConnectionException(
          "%s: the answer broke off: %s".formatted(operation, Reason.of(io)), io);
    }
    if (e instanceof DecodeException) {
      return new UnreadableAnswerException(
          "%s: the answer can't be read: %s".formatted(operation, e.getMessage()), e.getCause());
    }
    return e.getCause() instanceof RuntimeException fault ? fault : e;
  }
}
