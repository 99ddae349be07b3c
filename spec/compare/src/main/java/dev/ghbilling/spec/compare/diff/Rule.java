package dev.ghbilling.spec.compare.diff;

import static dev.ghbilling.spec.compare.diff.Party.CALLERS;
import static dev.ghbilling.spec.compare.diff.Party.SERVERS;

import dev.ghbilling.spec.compare.comparison.Difference;
import dev.ghbilling.spec.compare.comparison.DocumentLocation.Direction;
import dev.ghbilling.spec.compare.comparison.Relation;
import dev.ghbilling.spec.compare.reader.ElementKind;
import dev.ghbilling.spec.compare.reader.Keywords;
import java.util.List;
import java.util.Locale;

/**
 * A kind of change, whom it breaks and why.
 *
 * <p>A request that becomes narrower breaks callers, and one that becomes wider breaks servers; for
 * a response it is the other way round. A name that isn't sent breaks callers if generators of
 * typed clients in several languages make names in code of it.
 */
public enum Rule {
  OPERATION_ADDED("servers must offer it", SERVERS),
  OPERATION_REMOVED("callers can no longer call it", CALLERS),
  OPERATION_ID("typed clients name their method after it", CALLERS),
  TAG_REMOVED("typed clients group their methods by it", CALLERS),
  TAG_ADDED("nothing that callers use is gone"),
  PATH_PARAMETER_NAME("the name isn't sent"),
  ACCESS_NARROWED("callers that had access are refused", CALLERS),
  ACCESS_WIDENED("servers must give access to more callers", SERVERS),
  ACCESS_CHANGED("some callers lose access, servers must give it to others", CALLERS, SERVERS),
  SERVER_ADDED("the base URL is one more to choose"),
  SERVER_REMOVED("callers may use the base URL", CALLERS),

  REQUEST_PART_ADDED("servers must accept it", SERVERS),
  REQUIRED_REQUEST_PART_ADDED("callers don't send it, servers must accept it", CALLERS, SERVERS),
  REQUEST_PART_REMOVED("callers may send it", CALLERS),
  REQUEST_NARROWED("servers may refuse what callers send", CALLERS),
  REQUEST_WIDENED("servers must accept more", SERVERS),
  REQUEST_CHANGED("servers may refuse what callers send, and must accept more", CALLERS, SERVERS),
  REQUEST_TYPE_WIDENED(
      "servers must accept more, and the type in typed clients changes", CALLERS, SERVERS),
  REQUEST_DEFAULT("a request without it means something else", CALLERS, SERVERS),

  SUCCESS_ADDED("callers don't expect it, servers must send it", CALLERS, SERVERS),
  ERROR_ADDED("servers must send it; callers must expect any error", SERVERS),
  STATUS_REMOVED("callers may rely on it, servers may send it", CALLERS, SERVERS),
  SUCCESS_WIDENED("callers may get a status of the range that they don't expect", CALLERS),
  ERROR_WIDENED("callers must expect any error"),
  STATUS_NARROWED("servers may send another status of the range", SERVERS),
  STATUS_IN_RANGE("the range allows it before and after"),
  RESPONSE_MEDIA_TYPE_ADDED("servers must offer it", SERVERS),
  RESPONSE_MEDIA_TYPE_REMOVED("callers may ask for it", CALLERS),
  RESPONSE_PART_ADDED("callers must ignore what they don't know"),
  REQUIRED_RESPONSE_PART_ADDED("servers must send it", SERVERS),
  RESPONSE_PART_REMOVED("callers may read it", CALLERS),
  CLOSED_RESPONSE_PROPERTY_ADDED("the object allowed no other properties", CALLERS),
  REQUIRED_CLOSED_RESPONSE_PROPERTY_ADDED(
      "the object allowed no other properties, and servers must send it", CALLERS, SERVERS),
  CLOSED_RESPONSE_PROPERTY_REMOVED(
      "callers may read it, servers may no longer send it", CALLERS, SERVERS),
  RESPONSE_VALUE_ADDED("callers don't expect it", CALLERS),
  RESPONSE_VALUE_REMOVED("callers may name it, servers may send it", CALLERS, SERVERS),
  RESPONSE_NARROWED("servers may send what is no longer allowed", SERVERS),
  RESPONSE_WIDENED("callers may get what they don't expect", CALLERS),
  RESPONSE_CHANGED(
      "callers may get what they don't expect, servers may send what is no longer allowed",
      CALLERS,
      SERVERS),
  RESPONSE_TYPE_NARROWED(
      "servers may send what is no longer allowed, and the type in typed clients changes",
      CALLERS,
      SERVERS),
  RESPONSE_DEFAULT("servers send the value"),
  SENT_BEFORE_AND_AFTER("the property is sent in this direction before and after"),
  JSON_CHARSET("JSON is always UTF-8, whatever the parameter says"),

  KNOWN_VALUE_ADDED("an open enumeration allows any other value, too"),
  KNOWN_VALUE_REMOVED("callers may name it", CALLERS),
  OPEN_ENUMERATION("any string is allowed before and after"),
  SCHEMA_NAME("typed clients name their type after it", CALLERS),
  PROMISE_ADDED("servers must keep the promise", SERVERS),
  PROMISE_REMOVED("callers may rely on the promise", CALLERS),
  PROMISE_CHANGED("callers rely on the old promise, servers keep the old one", CALLERS, SERVERS),
  SECRET_ADDED("clients hide the value from now on"),
  SECRET_REMOVED("clients no longer hide the value", CALLERS),
  DOCUMENTATION("neither callers nor servers depend on it"),
  EXTENSION("an extension without a rule here, which tools may ignore"),
  /** A keyword that isn't known here. */
  UNJUDGED("`spec diff` can't judge this keyword", CALLERS, SERVERS);

  private final String reason;

  @SuppressWarnings("ImmutableEnumChecker") // List.of is immutable.
  private final List<Party> breaks;

  Rule(String reason, Party... breaks) {
    this.reason = reason;
    this.breaks = List.of(breaks);
  }

  /** Returns why it breaks whom it breaks, or nobody. */
  String reason() {
    return reason;
  }

  /** Returns whom it breaks: callers before servers, or nobody. */
  List<Party> breaks() {
    return breaks;
  }

  /** Returns the name that programs know it by. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Returns the rule for a difference from an older contract to a newer one. */
  static Rule of(Difference change) {
    return change.fact().isEmpty() ? ofElement(change) : ofFact(change);
  }

  private static Rule ofElement(Difference change) {
    boolean added = change.relation() == Relation.ADDED;
    boolean request = isInRequest(change);
    return switch (change.kind()) {
      case DOCUMENT -> UNJUDGED;
      case SERVER -> added ? SERVER_ADDED : SERVER_REMOVED;
      case OPERATION -> added ? OPERATION_ADDED : OPERATION_REMOVED;
      case PARAMETER, BODY -> requestPart(added, change.required());
      case STATUS -> added ? status(change) : STATUS_REMOVED;
      case HEADER -> responsePart(added, change.required());
      case MEDIA_TYPE -> {
        if (request) {
          yield requestPart(added, false);
        }
        yield added ? RESPONSE_MEDIA_TYPE_ADDED : RESPONSE_MEDIA_TYPE_REMOVED;
      }
      case PROPERTY -> sent(added, change);
      case ITEMS, OTHER_PROPERTIES ->
          constraint(request, added ? Relation.NARROWER : Relation.WIDER);
      case ALTERNATIVE -> constraint(request, added ? Relation.WIDER : Relation.NARROWER);
    };
  }

  /** Returns the rule for a property that begins or ceases to be sent in a direction. */
  private static Rule sent(boolean begins, Difference change) {
    if (change.kind() != ElementKind.PROPERTY) {
      // Only a property can be read-only or write-only.
      return SENT_BEFORE_AND_AFTER;
    }
    if (isInRequest(change)) {
      return requestPart(begins, change.required());
    }
    return change.closed()
        ? closedResponseProperty(begins, change.required())
        : responsePart(begins, change.required());
  }

  private static Rule statusRange(Difference change) {
    return switch (change.relation()) {
      case WIDER -> change.location().isErrorResponse() ? ERROR_WIDENED : SUCCESS_WIDENED;
      case NARROWER -> STATUS_NARROWED;
      default -> STATUS_IN_RANGE;
    };
  }

  /** Returns the rule for a schema that becomes one of several alternatives, or the reverse. */
  private static Rule alternatives(boolean request, Relation relation) {
    return switch (relation) {
      case WIDER, NARROWER -> type(request, relation);
      default -> UNJUDGED;
    };
  }

  private static Rule status(Difference change) {
    return change.location().isErrorResponse() ? ERROR_ADDED : SUCCESS_ADDED;
  }

  private static Rule requestPart(boolean added, boolean required) {
    if (!added) {
      return REQUEST_PART_REMOVED;
    }
    return required ? REQUIRED_REQUEST_PART_ADDED : REQUEST_PART_ADDED;
  }

  private static Rule responsePart(boolean added, boolean required) {
    if (!added) {
      return RESPONSE_PART_REMOVED;
    }
    return required ? REQUIRED_RESPONSE_PART_ADDED : RESPONSE_PART_ADDED;
  }

  private static Rule closedResponseProperty(boolean added, boolean required) {
    if (!added) {
      return CLOSED_RESPONSE_PROPERTY_REMOVED;
    }
    return required ? REQUIRED_CLOSED_RESPONSE_PROPERTY_ADDED : CLOSED_RESPONSE_PROPERTY_ADDED;
  }

  private static Rule ofFact(Difference change) {
    if (Keywords.isAnnotation(change.fact())) {
      return DOCUMENTATION;
    }
    Relation relation = change.relation();
    boolean added = relation == Relation.ADDED;
    boolean request = isInRequest(change);
    return switch (change.fact()) {
      case "openapi", "info", "descriptions of tags" -> DOCUMENTATION;
      // x-stream points at a list in the schema; a change of the list itself is judged there.
      case "x-documentation", "x-owned", "x-preview", "x-retired", "x-stream", "x-tokens unclear" ->
          DOCUMENTATION;
      case "path" -> PATH_PARAMETER_NAME;
      case "operationId" -> OPERATION_ID;
      case "tags" -> relation == Relation.WIDER ? TAG_ADDED : TAG_REMOVED;
      case "security", "x-roles", "x-tokens accepted", "x-tokens refused" -> access(relation);
      case "x-tokens fineGrainedPermissions" -> ACCESS_CHANGED;
      case "x-pagination",
          "x-totals",
          "x-selects",
          "x-idempotent",
          "x-orders",
          "x-ignores-case",
          "x-key",
          "x-refers",
          "x-resource",
          "x-sums",
          "x-time" ->
          promise(relation);
      case "x-secret" -> added ? SECRET_ADDED : SECRET_REMOVED;
      case "name" -> SCHEMA_NAME;
      case "style" -> constraint(request, Relation.OTHER);
      case "parameters" -> constraint(request, relation);
      case "x-rules" -> constraint(true, relation);
      case "charset of JSON" -> JSON_CHARSET;
      case "alternatives" -> alternatives(request, relation);
      case Difference.STATUS -> statusRange(change);
      case Keywords.READ_ONLY -> request ? sent(!added, change) : SENT_BEFORE_AND_AFTER;
      case Keywords.WRITE_ONLY -> request ? SENT_BEFORE_AND_AFTER : sent(!added, change);
      case "default", "x-default" -> request ? REQUEST_DEFAULT : RESPONSE_DEFAULT;
      case "type", "format", "enumeration" -> type(request, relation);
      case Difference.VALUE -> {
        if (request) {
          yield requestPart(added, false);
        }
        yield added ? RESPONSE_VALUE_ADDED : RESPONSE_VALUE_REMOVED;
      }
      case Difference.KNOWN_VALUE -> added ? KNOWN_VALUE_ADDED : KNOWN_VALUE_REMOVED;
      default -> {
        if (Keywords.isConstraint(change.fact())) {
          yield constraint(request, relation);
        }
        yield change.fact().startsWith("x-") ? EXTENSION : UNJUDGED;
      }
    };
  }

  private static boolean isInRequest(Difference change) {
    return change.location().direction() == Direction.REQUEST;
  }

  private static Rule access(Relation relation) {
    return switch (relation) {
      case NARROWER -> ACCESS_NARROWED;
      case WIDER -> ACCESS_WIDENED;
      default -> ACCESS_CHANGED;
    };
  }

  private static Rule promise(Relation relation) {
    return switch (relation) {
      case ADDED -> PROMISE_ADDED;
      case REMOVED -> PROMISE_REMOVED;
      default -> PROMISE_CHANGED;
    };
  }

  private static Rule constraint(boolean request, Relation relation) {
    return switch (relation) {
      case NARROWER -> request ? REQUEST_NARROWED : RESPONSE_NARROWED;
      case WIDER -> request ? REQUEST_WIDENED : RESPONSE_WIDENED;
      default -> request ? REQUEST_CHANGED : RESPONSE_CHANGED;
    };
  }

  private static Rule type(boolean request, Relation relation) {
    return switch (relation) {
      case NARROWER -> request ? REQUEST_NARROWED : RESPONSE_TYPE_NARROWED;
      case WIDER -> request ? REQUEST_TYPE_WIDENED : RESPONSE_WIDENED;
      case EQUIVALENT -> OPEN_ENUMERATION;
      default -> constraint(request, relation);
    };
  }
}
