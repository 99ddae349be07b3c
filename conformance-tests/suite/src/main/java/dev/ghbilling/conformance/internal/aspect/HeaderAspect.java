package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.Expectation;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Body;
import dev.ghbilling.spec.Operation;
import java.util.Locale;
import java.util.Set;

/**
 * Checks that the server accepts every spelling of headers that HTTP allows, and refuses values
 * that the contract doesn't list.
 */
public final class HeaderAspect implements Aspect {
  private static final int BAD_REQUEST = 400;
  private static final int NOT_ACCEPTABLE = 406;
  private static final int CONFLICT = 409;
  private static final int GONE = 410;
  private static final int UNSUPPORTED_MEDIA_TYPE = 415;

  @Override
  public void derive(Operation operation, Checklist checklist) {
    for (HeaderValues values : HeaderValues.of(operation)) {
      checklist.add(
          operation,
          "header/%s/enum".formatted(values.name()),
          Clause.parameter(checklist.contract(), operation, values.header()),
          new Rejection(
              operation,
              Set.of(BAD_REQUEST),
              context -> listed(context, operation, values),
              context -> unlisted(context, operation, values)));
    }
    media(operation, checklist);
    if (!MethodSemantics.isRepeatable(operation)) {
      return;
    }
    HarmlessChanges spelling = HarmlessChanges.ofSpelling(operation);
    checklist.add(
        operation,
        "header/case",
        Clause.rfc(9110, "5.1"),
        context -> spelling.verdict(context, HarmlessChanges.CASE));
    checklist.add(
        operation,
        "path/encoded",
        Clause.rfc(3986, "6.2.2.2"),
        context -> spelling.verdict(context, HarmlessChanges.ENCODED));
    if (!MethodSemantics.writes(operation)) {
      checklist.add(
          operation,
          "header/accept-encoding",
          Clause.rfc(9110, "12.5.3"),
          context -> {
            spelling.verdict(context, HarmlessChanges.ACCEPT_ENCODING).orThrow();
            return HarmlessChanges.ofValues(checklist.contract(), operation)
                .verdict(context, HarmlessChanges.ACCEPT_ENCODING);
          });
      undocumented(operation, checklist);
    }
  }

  /** Adds checks of headers that no document mentions, and that change what programs do. */
  private static void undocumented(Operation operation, Checklist checklist) {
    HarmlessChanges values = HarmlessChanges.ofValues(checklist.contract(), operation);
    checklist.add(
        operation,
        "header/method-override",
        Clause.guideline("a header that isn't documented doesn't change the method"),
        context -> values.verdict(context, HarmlessChanges.METHOD_OVERRIDE));
    if (operation.pagination().isPresent()
        && Clause.hasHeader(checklist.contract(), operation, "Link")) {
      checklist.add(
          operation,
          "header/forwarded-host",
          Clause.guideline("links lead to the host that was asked, whatever a client forwards"),
          context -> values.verdict(context, HarmlessChanges.FORWARDED_HOST));
    }
  }

  /** Adds checks of the media types of what is sent and of what is asked for. */
  private static void media(Operation operation, Checklist checklist) {
    if (!MethodSemantics.writes(operation)) {
      checklist.add(
          operation,
          "header/accept",
          Clause.rfc(9110, "12.5.1"),
          context -> {
            HarmlessChanges.ofSpelling(operation)
                .verdict(context, HarmlessChanges.ACCEPT)
                .orThrow();
            return HarmlessChanges.ofValues(checklist.contract(), operation)
                .verdict(context, HarmlessChanges.ACCEPT);
          });
    }
    operation
        .requestBody()
        .ifPresent(
            body -> {
              checklist.add(
                  operation,
                  "header/content-type",
                  Clause.rfc(9110, "8.3.1"),
                  context -> written(context, operation, body, NOT_ACCEPTABLE));
              checklist.add(
                  operation,
                  "header/accept",
                  Clause.rfc(9110, "12.5.1"),
                  context -> written(context, operation, body, UNSUPPORTED_MEDIA_TYPE));
            });
  }

  /**
   * Expects success of a request whose body has an unusual spelling of its media type, and that
   * asks for a range of media types.
   *
   * @param other the status by which the server refuses what another check is about
   */
  private static Verdict written(CheckContext context, Operation operation, Body body, int other)
      throws InterruptedException {
    OperationResponse response =
        context.memoize(
            "media types of " + operation.id(),
            OperationResponse.class,
            () -> context.send(unusual(context, operation, body)));
    if (response.status() == CONFLICT || response.status() == other) {
      return Verdict.notApplicable("the server refuses the request with HTTP " + response.status());
    }
    return HarmlessChanges.withHeaders(
        Expectation.documented(context.contract(), response), response.request());
  }

  private static OperationRequest unusual(CheckContext context, Operation operation, Body body)
      throws InterruptedException {
    context.successfulResponse(operation);
    OperationRequest request = context.request(operation);
    boolean unique =
        operation.resource().filter(resource -> resource.unique().isPresent()).isPresent();
    return HarmlessChanges.accepting(
            unique ? context.distinct(request) : request,
            operation.success().body().map(HarmlessChanges::subtypes).orElse("*/*"))
        .withHeader("Content-Type", inCapitals(body.contentType()) + "; Charset=\"utf-8\"");
  }

  private static String inCapitals(String type) {
    return type.toUpperCase(Locale.ROOT);
  }

  /**
   * Returns the first response to a listed value that isn't successful, or else the last one. What
   * the server has retired is left out, and a request that writes has the default value only.
   */
  private static OperationResponse listed(
      CheckContext context, Operation operation, HeaderValues values) throws InterruptedException {
    OperationResponse response = context.defaultResponse(operation);
    if (MethodSemantics.writes(operation)
        || HarmlessChanges.ofValues(context.contract(), operation)
                .verdict(context, values.name())
                .outcome()
            == Outcome.PASSED) {
      return response;
    }
    for (String value : values.others()) {
      if (response.isSuccessful()) {
        OperationRequest request = context.request(operation);
        OperationResponse own = context.response(request.withHeader(values.name(), value));
        response = own.status() == GONE ? response : own;
      }
    }
    return response;
  }

  /** Returns a request with a value that isn't listed, and nothing else to refuse it for. */
  private static OperationRequest unlisted(
      CheckContext context, Operation operation, HeaderValues values) throws InterruptedException {
    return context.memoize(
        "unlisted %s %s".formatted(values.name(), operation.id()),
        OperationRequest.class,
        () -> values.unlisted(context.distinct(context.request(operation))));
  }
}
