package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.util.List;

/** A request that isn't served; answered with GitHub's error body. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1L;
  static final String DOCUMENTATION = "https://docs.github.com/rest";

  private final transient Reply reply;

  /** A field of a request that is at fault. */
  record FieldFault(String resource, String field, String code, String message) {
    static final String INVALID = "invalid";
    static final String MISSING = "missing_field";
  }

  private Refusal(int status, String message, List<FieldFault> faults) {
    // No stack trace: this is an answer, not a failure.
    super(message, null, false, false);
    ObjectNode body =
        ContractJson.MAPPER
            .createObjectNode()
            .put("message", message)
            .put("documentation_url", DOCUMENTATION)
            .put("status", Integer.toString(status));
    if (!faults.isEmpty()) {
      ArrayNode errors = body.putArray("errors");
      for (FieldFault fault : faults) {
        errors
            .addObject()
            .put("resource", fault.resource())
            .put("field", fault.field())
            .put("code", fault.code())
            .put("message", fault.message());
      }
    }
    this.reply = Reply.json(status, body);
  }

  private Refusal(String message, Reply reply) {
    super(message, null, false, false);
    this.reply = reply;
  }

  static Refusal of(int status, String message) {
    return new Refusal(status, message, List.of());
  }

  static Refusal notFound() {
    return of(404, "Not Found");
  }

  static Refusal methodNotAllowed(String allowed) {
    Refusal refusal = of(405, "Method Not Allowed");
    return new Refusal("Method Not Allowed", refusal.reply().with("Allow", allowed));
  }

  static Refusal invalid(List<FieldFault> faults) {
    StringBuilder message = new StringBuilder("Invalid request.");
    faults.forEach(
        fault -> message.append("\n\n").append(fault.field()).append(": ").append(fault.message()));
    return new Refusal(400, message.toString(), faults);
  }

  static Refusal invalid(Call call, String field, String message) {
    return invalid(
        List.of(new FieldFault(call.operation().tag(), field, FieldFault.INVALID, message)));
  }

  Reply reply() {
    return reply;
  }
}
