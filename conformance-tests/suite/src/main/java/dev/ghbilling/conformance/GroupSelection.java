package dev.ghbilling.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A parameter that names a group selects its items, which don't stand among those of no group.
 *
 * @param parameter the parameter, which has {@code x-selects}; a path parameter of the same name
 *     leads to the groups there are
 */
record GroupSelection(Operation operation, Parameter parameter) implements Check.Procedure {
  private static final String UNKNOWN = "00000000-0000-4000-8000-00000000dead";
  private static final int GROUPS = 5;

  @Override
  public Verdict of(Session session) throws InterruptedException {
    List<JsonNode> rest = items(session.accepted(operation));
    Reply unknown = session.answer(asked(session, UNKNOWN));
    if (unknown.successful() && !items(unknown).isEmpty()) {
      return Verdict.failed(
          unknown.call(),
          "no items, or a refusal, for what there isn't",
          items(unknown).size() + "");
    }
    if (!unknown.successful() && !Set.of(400, 403, 404, 422).contains(unknown.status())) {
      return Verdict.failed(unknown.call(), "no items, or a refusal", "HTTP " + unknown.status());
    }
    List<List<JsonNode>> seen = new ArrayList<>();
    List<String> ids = groups(session);
    for (String id : ids.subList(0, Math.min(GROUPS, ids.size()))) {
      Reply group = session.answer(asked(session, id));
      Expectation.successful(group).orEnd();
      List<JsonNode> items = items(group);
      List<JsonNode> own = Places.missing(items, rest);
      // One small item may be the same by chance.
      if (items.size() - own.size() > 1) {
        return Verdict.failed(
            session.call(operation),
            "items of no " + parameter.name(),
            (items.size() - own.size()) + " items of " + id);
      }
      if (items.size() > 1 && seen.contains(items)) {
        return Verdict.failed(group.call(), "items of this one", "those of another");
      }
      if (!items.isEmpty()) {
        seen.add(items);
      }
    }
    return seen.isEmpty()
        ? Verdict.notApplicable("no " + parameter.name() + " has items that could be told apart")
        : Verdict.passed();
  }

  private Call asked(Session session, String value) throws InterruptedException {
    return session.call(operation).withQuery(parameter.name(), value);
  }

  private List<String> groups(Session session) throws InterruptedException {
    for (Operation other : session.contract().operations()) {
      Optional<Parameter> same =
          other.parameters(Parameter.Location.PATH).stream()
              .filter(candidate -> candidate.name().equals(parameter.name()))
              .findFirst();
      if (same.isPresent()) {
        return session.ids(other, same.get());
      }
    }
    throw new EndedEarly(Verdict.couldNotRun("nothing lists values of " + parameter.name()));
  }

  private List<JsonNode> items(Reply reply) {
    List<JsonNode> items = new ArrayList<>();
    reply.json().at(parameter.node().path("x-selects").path("items").asText()).forEach(items::add);
    return items;
  }
}
