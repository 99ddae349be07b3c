package dev.ghbilling.spec.compare;

import static dev.ghbilling.spec.compare.Party.CALLERS;
import static dev.ghbilling.spec.compare.Party.SERVERS;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * What a kind of change means: whom it breaks, and why. A request may not be narrowed, or callers
 * break, nor widened, or servers do; an answer the other way round.
 */
enum Rule {
  OPERATION_ADDED("servers have to offer it", SERVERS),
  OPERATION_REMOVED("it can't be called any more", CALLERS),
  OPERATION_ID("the generated client's method has another name", CALLERS),
  TAG_REMOVED("the generated client's interface has another name", CALLERS),
  TAG_ADDED("there is one more generated interface"),
  PATH_PARAMETER_NAME("the name isn't sent"),
  ACCESS_NARROWED("who was admitted is refused", CALLERS),
  ACCESS_WIDENED("servers have to admit more", SERVERS),
  ACCESS_CHANGED("who was admitted may be refused, and others are admitted", CALLERS, SERVERS),
  SERVER_ADDED("there is one more place to call"),
  SERVER_REMOVED("the place that was called is gone", CALLERS),

  PARAMETER_ADDED("servers have to understand it", SERVERS),
  REQUIRED_PARAMETER_ADDED("callers don't send it, servers don't understand it", CALLERS, SERVERS),
  PARAMETER_REMOVED("what callers send has no effect", CALLERS),
  BODY_ADDED("servers have to read it", SERVERS),
  REQUIRED_BODY_ADDED("callers don't send it, servers don't read it", CALLERS, SERVERS),
  BODY_REMOVED("what callers send has no effect", CALLERS),
  REQUEST_MEDIA_TYPE_ADDED("servers have to read it", SERVERS),
  REQUEST_MEDIA_TYPE_REMOVED("what callers send is no longer read", CALLERS),
  REQUEST_PROPERTY_ADDED("servers have to understand it", SERVERS),
  REQUIRED_REQUEST_PROPERTY_ADDED(
      "callers don't send it, servers don't understand it", CALLERS, SERVERS),
  REQUEST_PROPERTY_REMOVED("what callers send has no effect", CALLERS),
  REQUEST_VALUE_ADDED("servers have to accept it", SERVERS),
  REQUEST_VALUE_REMOVED("callers may send it", CALLERS),
  REQUEST_NARROWED("what callers send may be refused", CALLERS),
  REQUEST_WIDENED("servers have to accept more", SERVERS),
  REQUEST_PROPERTY_OPTIONAL(
      "servers have to accept its absence, and the generated record's arguments change",
      CALLERS,
      SERVERS),
  REQUEST_PRIMITIVE_NULLABLE(
      "servers have to accept null, and the generated client's type changes", CALLERS, SERVERS),
  REQUEST_CHANGED(
      "what callers send may be refused, servers have to accept more", CALLERS, SERVERS),
  REQUEST_TYPE_WIDENED(
      "servers have to accept more, and the generated client's type changes", CALLERS, SERVERS),
  REQUEST_DEFAULT("leaving it out means something else", CALLERS, SERVERS),

  SUCCESS_ADDED("callers don't expect it, servers have to give it", CALLERS, SERVERS),
  ERROR_ADDED("servers have to give it; callers must be ready for any error", SERVERS),
  STATUS_REMOVED("callers may rely on it, servers may give it", CALLERS, SERVERS),
  ANSWER_MEDIA_TYPE_ADDED("servers have to offer it", SERVERS),
  ANSWER_MEDIA_TYPE_REMOVED("callers may ask for it", CALLERS),
  HEADER_ADDED("it may be sent"),
  REQUIRED_HEADER_ADDED("servers have to send it", SERVERS),
  HEADER_REMOVED("callers may read it", CALLERS),
  ANSWER_PROPERTY_ADDED("it may be sent, and callers must bear with what they don't know"),
  REQUIRED_ANSWER_PROPERTY_ADDED(
      "servers have to send it, and the generated record's arguments change", CALLERS, SERVERS),
  ANSWER_PROPERTY_REQUIRED(
      "servers have to send it, and the generated record's arguments change", CALLERS, SERVERS),
  ANSWER_PRIMITIVE_NOT_NULLABLE(
      "servers may send null, and the generated client's type changes", CALLERS, SERVERS),
  CLOSED_ANSWER_PROPERTY_ADDED("callers were told that there is no other property", CALLERS),
  CLOSED_ANSWER_PROPERTY_REMOVED(
      "callers may read it, servers may send what is no longer admitted", CALLERS, SERVERS),
  ANSWER_PROPERTY_REMOVED("callers may read it", CALLERS),
  ANSWER_VALUE_ADDED("callers don't expect it", CALLERS),
  ANSWER_VALUE_REMOVED("servers may send it, and callers name it", CALLERS, SERVERS),
  ANSWER_NARROWED("servers may send what is no longer admitted", SERVERS),
  ANSWER_WIDENED("callers don't expect it", CALLERS),
  ANSWER_CHANGED("callers get what they don't expect, servers send the old", CALLERS, SERVERS),
  ANSWER_TYPE_NARROWED(
      "servers may send what is no longer admitted, and the generated client's type changes",
      CALLERS,
      SERVERS),
  ANSWER_DEFAULT("it is only told"),

  KNOWN_VALUE_ADDED("an open enumeration admits any other too"),
  KNOWN_VALUE_REMOVED("the generated client's constant is gone", CALLERS),
  GENERATED_TYPE("the generated client's type changes", CALLERS),
  SCHEMA_NAME("the generated client's record has another name", CALLERS),
  ORDER("the generated records take their required properties in another order", CALLERS),
  PROMISE_ADDED("servers have to keep it", SERVERS),
  PROMISE_REMOVED("callers may rely on it", CALLERS),
  PROMISE_CHANGED("callers rely on the old one, servers keep the old one", CALLERS, SERVERS),
  STREAM_ADDED("the generated client has one more method"),
  STREAM_CHANGED("the generated client's method is gone or reads elsewhere", CALLERS),
  SECRET_ADDED("the value is hidden"),
  SECRET_REMOVED("the value is no longer hidden", CALLERS),
  WORDS("it binds nobody"),
  EXTENSION("an extension without a rule here, which tools may pass over"),
  /** A keyword that isn't known here. */
  UNJUDGED("what it means can't be judged", CALLERS, SERVERS);

  private final String reason;
  private final boolean callers;
  private final boolean servers;

  Rule(String reason, Party... breaks) {
    this.reason = reason;
    this.callers = Arrays.asList(breaks).contains(CALLERS);
    this.servers = Arrays.asList(breaks).contains(SERVERS);
  }

  /** Why it breaks whom it breaks, or nobody. */
  String reason() {
    return reason;
  }

  /** Whom it breaks; nobody, when it is harmless. */
  Set<Party> breaks() {
    Set<Party> breaks = EnumSet.noneOf(Party.class);
    if (callers) {
      breaks.add(CALLERS);
    }
    if (servers) {
      breaks.add(SERVERS);
    }
    return breaks;
  }

  /** The name that programs know it by. */
  String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The rule that a change falls under. */
  static Rule of(Difference change) {
    return change.fact().isEmpty() ? ofThing(change) : ofFact(change);
  }

  private static Rule ofThing(Difference change) {
    boolean added = change.relation() == Relation.ADDED;
    boolean required = change.has(Circumstance.REQUIRED);
    boolean request = change.place().side() == Place.Side.REQUEST;
    return switch (change.kind()) {
      case DOCUMENT -> UNJUDGED;
      case SERVER -> added ? SERVER_ADDED : SERVER_REMOVED;
      case OPERATION -> added ? OPERATION_ADDED : OPERATION_REMOVED;
      case PARAMETER ->
          !added ? PARAMETER_REMOVED : required ? REQUIRED_PARAMETER_ADDED : PARAMETER_ADDED;
      case BODY -> !added ? BODY_REMOVED : required ? REQUIRED_BODY_ADDED : BODY_ADDED;
      case STATUS -> !added ? STATUS_REMOVED : isError(change) ? ERROR_ADDED : SUCCESS_ADDED;
      case HEADER -> !added ? HEADER_REMOVED : required ? REQUIRED_HEADER_ADDED : HEADER_ADDED;
      case MEDIA_TYPE -> {
        if (request) {
          yield added ? REQUEST_MEDIA_TYPE_ADDED : REQUEST_MEDIA_TYPE_REMOVED;
        }
        yield added ? ANSWER_MEDIA_TYPE_ADDED : ANSWER_MEDIA_TYPE_REMOVED;
      }
      case PROPERTY -> property(change, request, added, required);
      case ITEMS, OTHER_PROPERTIES -> bound(request, added ? Relation.NARROWER : Relation.WIDER);
      case ALTERNATIVE -> bound(request, added ? Relation.WIDER : Relation.NARROWER);
    };
  }

  private static Rule property(
      Difference change, boolean request, boolean added, boolean required) {
    if (request) {
      return !added
          ? REQUEST_PROPERTY_REMOVED
          : required ? REQUIRED_REQUEST_PROPERTY_ADDED : REQUEST_PROPERTY_ADDED;
    }
    if (change.has(Circumstance.CLOSED) && !(added && required)) {
      return added ? CLOSED_ANSWER_PROPERTY_ADDED : CLOSED_ANSWER_PROPERTY_REMOVED;
    }
    return !added
        ? ANSWER_PROPERTY_REMOVED
        : required ? REQUIRED_ANSWER_PROPERTY_ADDED : ANSWER_PROPERTY_ADDED;
  }

  private static boolean isError(Difference change) {
    return !change.place().holder().matches("answer [123].*");
  }

  private static Rule ofFact(Difference change) {
    if (Keyword.isWords(change.fact())) {
      return WORDS;
    }
    Relation relation = change.relation();
    boolean added = relation == Relation.ADDED;
    boolean request = change.place().side() == Place.Side.REQUEST;
    return switch (change.fact()) {
      case "openapi", "info", "descriptions of tags", "x-documentation", "x-preview" -> WORDS;
      case "x-tokens unclear" -> WORDS;
      case "path" -> PATH_PARAMETER_NAME;
      case "operationId" -> OPERATION_ID;
      case "tags" -> relation == Relation.WIDER ? TAG_ADDED : TAG_REMOVED;
      case "security", "x-roles", "x-tokens accepted", "x-tokens refused" -> access(relation);
      case "x-tokens fineGrainedPermissions" -> ACCESS_CHANGED;
      case "x-pagination", "x-totals", "x-selects", "x-idempotent" -> promise(relation);
      case "x-stream" -> added ? STREAM_ADDED : STREAM_CHANGED;
      case "x-secret" -> added ? SECRET_ADDED : SECRET_REMOVED;
      case "name" -> SCHEMA_NAME;
      case "order" -> ORDER;
      case "style" -> bound(request, Relation.OTHER);
      case "default" -> request ? REQUEST_DEFAULT : ANSWER_DEFAULT;
      case "type", "format", "enumeration" -> type(request, relation);
      case Comparison.VALUE -> {
        if (request) {
          yield added ? REQUEST_VALUE_ADDED : REQUEST_VALUE_REMOVED;
        }
        yield added ? ANSWER_VALUE_ADDED : ANSWER_VALUE_REMOVED;
      }
      case Comparison.KNOWN_VALUE -> added ? KNOWN_VALUE_ADDED : KNOWN_VALUE_REMOVED;
      case "required" -> required(change, request);
      case "nullable" -> nullable(change, request);
      default -> {
        if (Keyword.isBound(change.fact())) {
          yield bound(request, relation);
        }
        yield change.fact().startsWith("x-") ? EXTENSION : UNJUDGED;
      }
    };
  }

  private static Rule required(Difference change, boolean request) {
    if (change.kind() == Kind.PROPERTY && request && change.relation() == Relation.WIDER) {
      return REQUEST_PROPERTY_OPTIONAL;
    }
    if (change.kind() == Kind.PROPERTY && !request && change.relation() == Relation.NARROWER) {
      return ANSWER_PROPERTY_REQUIRED;
    }
    return bound(request, change.relation());
  }

  private static Rule nullable(Difference change, boolean request) {
    if (change.has(Circumstance.PRIMITIVE) && request && change.relation() == Relation.WIDER) {
      return REQUEST_PRIMITIVE_NULLABLE;
    }
    if (change.has(Circumstance.PRIMITIVE) && !request && change.relation() == Relation.NARROWER) {
      return ANSWER_PRIMITIVE_NOT_NULLABLE;
    }
    return bound(request, change.relation());
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

  private static Rule bound(boolean request, Relation relation) {
    return switch (relation) {
      case NARROWER -> request ? REQUEST_NARROWED : ANSWER_NARROWED;
      case WIDER -> request ? REQUEST_WIDENED : ANSWER_WIDENED;
      default -> request ? REQUEST_CHANGED : ANSWER_CHANGED;
    };
  }

  private static Rule type(boolean request, Relation relation) {
    return switch (relation) {
      case NARROWER -> request ? REQUEST_NARROWED : ANSWER_TYPE_NARROWED;
      case WIDER -> request ? REQUEST_TYPE_WIDENED : ANSWER_WIDENED;
      case EQUIVALENT -> GENERATED_TYPE;
      default -> bound(request, relation);
    };
  }
}
