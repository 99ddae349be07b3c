package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.OperationPaths;
import java.util.Map;

/** The handler of the API: leads a request to the behaviour of its operation, or refuses it. */
public final class ApiHandler implements RequestHandler {
  private final Router router;
  private final Authentication authentication;
  private final Map<String, String> scopes;
  private final RequestValidator validator;
  private final Behaviour behaviour;

  /**
   * Creates the handler.
   *
   * @param scopes the only scope that is served for each parameter that a path can begin with; any
   *     other is a 404
   * @param behaviour what all operations do
   */
  public ApiHandler(
      Router router,
      Authentication authentication,
      Map<String, String> scopes,
      RequestValidator validator,
      Behaviour behaviour) {
    this.router = router;
    this.authentication = authentication;
    this.scopes = scopes;
    this.validator = validator;
    this.behaviour = behaviour;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    try {
      OperationPaths.Match route = router.route(request.method(), request.path());
      authentication.check(request);
      for (Map.Entry<String, String> value : route.path().entrySet()) {
        String served = scopes.getOrDefault(value.getKey(), value.getValue());
        if (!value.getValue().equalsIgnoreCase(served)) {
          throw ErrorResponseException.notFound();
        }
      }
      return behaviour.respond(validator.validate(route, request));
    } catch (ErrorResponseException error) {
      return error.response();
    } catch (RuntimeException failure) {
      // A fault of the sandbox or of its contract, in the form that a client can read.
      return ErrorResponseException.of(500, "The sandbox failed: " + failure).response();
    }
  }
}
