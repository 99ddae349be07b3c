package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.check.Rejection.RequestFactory;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Credentials;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.conformance.internal.verdict.Verdict.CheckEndedException;
import dev.ghbilling.spec.Operation;
import java.util.Set;

/** Checks that the server rejects requests without a valid token, and those without any right. */
public final class AccessAspect implements Aspect {
  /** The contract lists no status of HEAD, which a server may not support. */
  private static final Set<Integer> HEAD_REFUSALS = Set.of(401, 403, 404, 405);

  @Override
  public void derive(Operation operation, Checklist checklist) {
    Clause.security(checklist.contract(), operation)
        .ifPresent(clause -> new Derivation(operation, clause, checklist).derive());
  }

  private record Derivation(Operation operation, String clause, Checklist checklist) {
    void derive() {
      add(
          "authentication",
          withoutToken(),
          context -> context.request(operation).withCredentials(Credentials.NONE));
      Credentials form = OperationSample.form(operation, Credentials.UNKNOWN_TOKENS);
      add("authentication/invalid", withoutToken(), context -> bad(context, form));
      boolean reads = !MethodSemantics.writes(operation);
      boolean malformed = OperationSample.MALFORMED_TOKEN.includes(operation);
      if (reads || malformed) {
        add(
            "authentication/malformed",
            withoutToken(),
            context -> bad(context, Credentials.MALFORMED));
      }
      if (reads || !malformed) {
        add(
            "authentication/scheme",
            withoutToken(),
            context -> bad(context, Credentials.OTHER_SCHEME));
      }
      if (operation.method().equals("GET")) {
        add("authentication/cached", withoutToken(), this::cached);
        boolean withoutToken = OperationSample.HEAD_WITHOUT_TOKEN.includes(operation);
        checklist.add(
            operation, "authentication/head", clause, context -> head(context, withoutToken));
      }
      add("permission", Set.of(403, 404), this::outsider);
    }

    private void add(String aspect, Set<Integer> statuses, RequestFactory invalid) {
      checklist.add(
          operation,
          aspect,
          clause,
          new Rejection(
              operation, statuses, context -> context.defaultResponse(operation), invalid));
    }

    /** Requires 401 where the contract lists it; elsewhere a server may hide what it protects. */
    private Set<Integer> withoutToken() {
      return operation.responses().containsKey(401) ? Set.of(401) : Set.of(401, 403, 404);
    }

    private OperationRequest bad(CheckContext context, Credentials credentials)
        throws InterruptedException {
      if (!context.server().getsBadCredentials()) {
        throw new CheckEndedException(
            Verdict.notAsked(
                "--bad-credentials",
                "GitHub rejects every token for a while after several invalid ones;"
                    + " --bad-credentials sends them nevertheless"));
      }
      if (Credentials.UNKNOWN_TOKENS.contains(credentials)
          && context.defaultResponse(operation).takesAnyToken()) {
        throw new CheckEndedException(
            Verdict.notApplicable(
                "the server says by X-Ghbilling-Tokens that it takes any token;"
                    + " a sandbox that was given one doesn't"));
      }
      return context.request(operation).withCredentials(credentials);
    }

    /** Somebody who knows the tag of a response must not learn that it is still the same. */
    private OperationRequest cached(CheckContext context) throws InterruptedException {
      String tag = context.defaultResponse(operation).header("ETag");
      if (tag.isEmpty()) {
        throw new CheckEndedException(Verdict.notApplicable("the response has no ETag"));
      }
      return bad(context, Credentials.INVALID).withHeader("If-None-Match", tag);
    }

    /**
     * What GET refuses, HEAD has to refuse; it tells whether there is something, and its length.
     */
    private Verdict head(CheckContext context, boolean withoutToken) throws InterruptedException {
      OperationResponse get = context.successfulResponse(operation);
      OperationRequest head = context.request(operation).withMethod("HEAD");
      if (withoutToken || !context.server().getsBadCredentials() || get.takesAnyToken()) {
        head = head.withCredentials(Credentials.NONE);
      } else {
        head = head.withCredentials(Credentials.INVALID);
        String tag = get.header("ETag");
        head = tag.isEmpty() ? head : head.withHeader("If-None-Match", tag);
      }
      OperationResponse response = context.response(head);
      return HEAD_REFUSALS.contains(response.status())
          ? Verdict.passed()
          : Verdict.failed(
              response.request(), "HTTP 401, 403, 404 or 405", "HTTP " + response.status());
    }

    private OperationRequest outsider(CheckContext context) throws InterruptedException {
      if (context.server().outsiderToken().isEmpty()) {
        throw new CheckEndedException(
            Verdict.notAsked(
                "GITHUB_OUTSIDER_TOKEN",
                "GITHUB_OUTSIDER_TOKEN is not set: it holds a token of somebody without any"
                    + " right"));
      }
      return context.request(operation).withCredentials(Credentials.OUTSIDER);
    }
  }
}
