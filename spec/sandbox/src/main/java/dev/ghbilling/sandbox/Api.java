package dev.ghbilling.sandbox;

/** The API: from a request to the behaviour of its operation, or to the reason why not. */
final class Api implements Responder {
  /** The path parameter that says which enterprise is asked for. */
  static final String ENTERPRISE = "enterprise";

  private final Router router;
  private final Authentication authentication;
  private final String enterprise;
  private final RequestCheck check;
  private final Behaviours behaviours;

  Api(
      Router router,
      Authentication authentication,
      String enterprise,
      RequestCheck check,
      Behaviours behaviours) {
    this.router = router;
    this.authentication = authentication;
    this.enterprise = enterprise;
    this.check = check;
    this.behaviours = behaviours;
  }

  @Override
  public Reply answer(Request request) {
    try {
      Router.Route route = router.route(request.method(), request.path());
      authentication.check(request);
      String asked = route.path().getOrDefault(ENTERPRISE, enterprise);
      if (!asked.equalsIgnoreCase(enterprise)) {
        throw Refusal.notFound();
      }
      Call call = check.check(route, request);
      return behaviours.of(call.operation()).answer(call);
    } catch (Refusal refusal) {
      return refusal.reply();
    } catch (RuntimeException fault) {
      // A fault of the sandbox or of its contract: said in the shape that a client expects.
      return Refusal.of(500, "The sandbox failed: " + fault).reply();
    }
  }
}
