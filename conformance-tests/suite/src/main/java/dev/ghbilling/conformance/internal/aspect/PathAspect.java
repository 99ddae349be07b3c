package dev.ghbilling.conformance.internal.aspect;

import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.CheckContext;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.OperationSample;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.http.MethodSemantics;
import dev.ghbilling.conformance.internal.http.OperationRequest;
import dev.ghbilling.conformance.internal.http.OperationRequest.Spelling;
import dev.ghbilling.conformance.internal.http.OperationResponse;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation.Action;
import dev.ghbilling.spec.SampleValues;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Checks that the server rejects paths that name something unknown or malformed. */
public final class PathAspect implements Aspect {
  private static final Set<Integer> REJECTIONS = Set.of(400, 403, 404, 422);

  private static final Pattern UUID = Pattern.compile("[0-9a-fA-F-]{32,}");

  /** A server may keep secret whether a scope exists, and the contract demands neither. */
  private static final Set<Integer> NO_ACCESS = Set.of(403, 404);

  /**
   * An id that isn't a known one, but that a prefix, a pattern of SQL or a lenient parser takes for
   * it.
   */
  private enum UnknownId {
    LIKE_IDS,
    SHORTER,
    LONGER,
    UNDERSCORE,
    PERCENT;

    String of(String known) {
      String start = known.substring(0, Math.max(0, known.length() - 1));
      int middle = known.length() / 2;
      return switch (this) {
        case LIKE_IDS -> start + (known.endsWith("0") ? "1" : "0");
        case SHORTER -> start.isEmpty() ? "0" : start;
        case LONGER -> known + "0";
        case UNDERSCORE ->
            known.substring(0, middle)
                + "_"
                + known.substring(Math.min(middle + 1, known.length()));
        case PERCENT -> start + "%";
      };
    }
  }

  @Override
  public void derive(Operation operation, Checklist checklist) {
    if (isBelowAnother(checklist.contract(), operation)) {
      checklist.add(
          operation,
          "path/slash",
          Clause.rfc(3986, "2.2"),
          context -> encodedSlash(context, operation));
    }
    for (Parameter parameter : operation.parameters(Parameter.Location.PATH)) {
      String name = parameter.name();
      String clause = Clause.parameter(checklist.contract(), operation, parameter);
      if (parameter.node().path("x-ignores-case").asBoolean()
          && MethodSemantics.isRepeatable(operation)) {
        checklist.add(
            operation,
            "path/%s/case".formatted(name),
            Clause.extension(checklist.contract(), operation, parameter, "x-ignores-case"),
            context -> HarmlessChanges.ofSpelling(operation).verdict(context, name));
      }
      if (name.equals(CheckContext.scope(operation))) {
        boolean plain = OperationSample.PLAIN_OWNER.includes(operation);
        String unknown = plain ? "no-such-slug" : "no-such-sl\u00fcg";
        Set<Integer> expected = plain ? NO_ACCESS : REJECTIONS;
        add(
            checklist,
            operation,
            "path/" + name,
            clause,
            expected,
            name,
            (context, known) -> unknown);
      } else {
        UnknownId form = OperationSample.form(operation, List.of(UnknownId.values()));
        add(
            checklist,
            operation,
            "path/" + name,
            clause,
            unknown(operation, form),
            name,
            (context, known) ->
                mayExist(context, operation, known) ? SampleValues.UNKNOWN_ID : form.of(known));
        if (parameter.schema().has("format")) {
          add(
              checklist,
              operation,
              "path/" + name + "/format",
              clause,
              REJECTIONS,
              name,
              (context, known) -> "not-one");
        }
      }
    }
  }

  private static void add(
      Checklist checklist,
      Operation operation,
      String aspect,
      String clause,
      Set<Integer> statuses,
      String name,
      BiFunction<CheckContext, String, String> value) {
    checklist.add(
        operation,
        aspect,
        clause,
        new Rejection(
            operation,
            statuses,
            context -> context.defaultResponse(operation),
            context -> unknown(context, operation, aspect, name, value)));
  }

  /** Returns a request whose path leads nowhere, and that has nothing else to refuse. */
  private static OperationRequest unknown(
      CheckContext context,
      Operation operation,
      String aspect,
      String name,
      BiFunction<CheckContext, String, String> value)
      throws InterruptedException {
    return context.memoize(
        "unknown %s of %s".formatted(aspect, operation.id()),
        OperationRequest.class,
        () -> {
          OperationRequest request = context.request(operation);
          boolean updates =
              operation.resource().filter(one -> one.does() == Action.UPDATE).isPresent();
          String known = request.path().getOrDefault(name, "");
          return (updates ? context.distinct(request) : request)
              .withPath(name, value.apply(context, known));
        });
  }

  /**
   * Tells whether an id that is like a known one might be that of somebody else's resource, as is
   * one of several that are numbered.
   */
  private static boolean mayExist(CheckContext context, Operation operation, String known) {
    boolean writes = MethodSemantics.writes(operation) && !context.server().isLoopback();
    return writes || !UUID.matcher(known).matches();
  }

  /**
   * Requires 404 where the contract lists it; elsewhere the documents name no status. What isn't of
   * the form of an id may be called malformed.
   */
  private static Set<Integer> unknown(Operation operation, UnknownId form) {
    if (!operation.responses().containsKey(404)) {
      return REJECTIONS;
    }
    return form == UnknownId.LIKE_IDS ? Set.of(404) : Set.of(400, 404, 422);
  }

  /**
   * Tells whether an operation's path is another one's with a part more, and no other kind of
   * account has the same.
   */
  private static boolean isBelowAnother(Contract contract, Operation operation) {
    String parent = operation.path().substring(0, operation.path().lastIndexOf('/'));
    return operation.method().equals("GET")
        && DatedRows.isFirst(contract, operation)
        && contract.operations().stream()
            .anyMatch(other -> other.method().equals("GET") && other.path().equals(parent));
  }

  /** Expects a slash that is encoded, and so part of a name, not to separate names. */
  private static Verdict encodedSlash(CheckContext context, Operation operation)
      throws InterruptedException {
    OperationResponse usual = context.successfulResponse(operation);
    OperationResponse response = context.response(usual.request().with(Spelling.ENCODED_SLASH));
    return response.isSuccessful()
        ? Verdict.failed(
            response.request(),
            "no success, since %2F in a path is no slash",
            "HTTP " + response.status())
        : Verdict.passed();
  }
}
