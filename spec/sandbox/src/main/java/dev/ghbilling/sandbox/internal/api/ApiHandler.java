package dev.ghbilling.sandbox.internal.api;

import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ServerRequest;
import dev.ghbilling.sandbox.internal.http.ServerResponse;

/** The handler of the API: leads a request to the behaviour of its operation, or refuses it. */
public final class ApiHandler implements RequestHandler {
  /** The path parameter that names the enterprise. */
  public static final String ENTERPRISE = "enterprise";

  private final Router router;
  private final Authentication authentication;
  private final String enterprise;
  private final RequestValidator validator;
  private final Behaviour behaviour;

  /**
   * Creates the handler.
   *
   * @param enterprise the only enterprise that is served; any other is a 404
   * @param behaviour what all operations do
   */
  public ApiHandler(
      Router router,
      Authentication authentication,
      String enterprise,
      RequestValidator validator,
      Behaviour behaviour) {
    this.router = router;
    this.authentication = authentication;
    this.enterprise = enterprise;
    this.validator = validator;
    this.behaviour = behaviour;
  }

  @Override
  public ServerResponse handle(ServerRequest request) {
    try {
      Router.Route route = router.route(request.method(), request.path());
      authentication.check(request);
      String requested = route.path().getOrDefault(ENTERPRISE, enterprise);
      if (!requested.equalsIgnoreCase(enterprise)) {
        throw ErrorResponseException.notFound();
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
