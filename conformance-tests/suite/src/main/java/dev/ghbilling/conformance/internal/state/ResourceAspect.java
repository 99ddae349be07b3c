package dev.ghbilling.conformance.internal.state;

import com.fasterxml.jackson.core.JsonPointer;
import dev.ghbilling.conformance.internal.aspect.ReferencesAspect;
import dev.ghbilling.conformance.internal.check.Aspect;
import dev.ghbilling.conformance.internal.check.Checklist;
import dev.ghbilling.conformance.internal.check.Clause;
import dev.ghbilling.conformance.internal.check.HeaderValues;
import dev.ghbilling.conformance.internal.check.Rejection;
import dev.ghbilling.conformance.internal.state.RenameTrial.Copy;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.ResourceOperation;
import dev.ghbilling.spec.ResourceOperation.Action;
import java.util.List;

/** Shows what was created, changed and deleted as asked, and changes nothing else. */
public final class ResourceAspect implements Aspect {
  @Override
  public void derive(Operation operation, Checklist checklist) {
    TestedCollection.of(checklist.contract(), operation)
        .filter(collection -> collection.can(Action.CREATE, Action.LIST))
        .ifPresent(
            collection -> {
              switch (operation.resource().orElseThrow().does()) {
                case CREATE -> creation(operation, collection, checklist);
                case GET -> single(operation, collection, checklist);
                case UPDATE -> update(operation, collection, checklist);
                case DELETE -> deletion(operation, collection, checklist);
                case LIST -> list(operation, collection, checklist);
                case ADD, REMOVE -> {}
              }
            });
  }

  private static void list(Operation list, TestedCollection collection, Checklist checklist) {
    for (EffectiveReference applied : EffectiveReference.of(collection)) {
      checklist.addWriting(
          list,
          "state/refers/" + ReferencesAspect.name(applied.reference()),
          applied.reference().clause(),
          context -> RuleViolationTrial.of(context, collection).refers(applied));
    }
    checklist.addWriting(
        list,
        "state/fresh",
        clause(list, ""),
        context -> ChangeTrial.ofList(context, collection).isListed());
    checklist.addWriting(
        list,
        "conditional/changed",
        clause(list, ""),
        context -> ChangeTrial.ofList(context, collection).isRevalidated());
    if (collection.can(Action.UPDATE)) {
      for (Parameter filter : NestedValues.filters(collection)) {
        checklist.addWriting(
            list,
            "state/selects/" + filter.name(),
            Clause.parameter(checklist.contract(), list, filter),
            context -> PartialUpdates.of(context, collection).selects(filter));
      }
    }
  }

  private static void single(Operation get, TestedCollection collection, Checklist checklist) {
    String clause = clause(get, "");
    checklist.add(get, "state/listed", clause, new ListedResources(collection));
    checklist.addWriting(
        get, "state/asked", clause, context -> CreationTrial.of(context, collection).isReadable());
    if (collection.can(Action.UPDATE)) {
      checklist.addWriting(
          get,
          "conditional/changed",
          clause,
          context -> PartialUpdates.of(context, collection).isRevalidated());
    }
  }

  private static void creation(Operation create, TestedCollection collection, Checklist checklist) {
    shownCreation(create, collection, checklist);
    if (collection.can(Action.GET, Action.DELETE)) {
      for (Parameter owner : NextCreation.owner(collection).stream().toList()) {
        checklist.add(
            create,
            "state/owner/case",
            Clause.extension(checklist.contract(), create, owner, "x-ignores-case"),
            context -> NextCreation.of(context, collection).isOfOwner(context, owner));
      }
    }
    uniqueCreations(create, collection, checklist);
    values(create, collection, checklist);
    for (String property : CreationTime.properties(collection)) {
      CreationTime time = new CreationTime(collection, property);
      checklist.add(
          create,
          "state/time/" + property,
          time.clause(),
          context -> time.of(context, CreationTrial.of(context, collection)));
    }
    refused(create, collection, checklist);
    rules(create, collection, checklist);
    if (collection.can(Action.DELETE) && DefaultPage.isFillable(collection)) {
      checklist.add(
          create,
          "state/page",
          Clause.extension(collection.require(Action.LIST), "x-pagination"),
          context -> new DefaultPage(collection).isStandard(context));
    }
    for (String property : new DefaultValues(collection).properties()) {
      checklist.add(
          create,
          "state/default/" + property,
          Clause.requestBody(create),
          context -> NextCreation.of(context, collection).hasDefault(context, property));
    }
  }

  private static void shownCreation(
      Operation create, TestedCollection collection, Checklist checklist) {
    String clause = clause(create, "");
    checklist.add(
        create, "state/asked", clause, context -> CreationTrial.of(context, collection).responds());
    checklist.add(
        create,
        "state/listed",
        clause,
        context -> CreationTrial.of(context, collection).isListed());
    if (!create.resource().orElseThrow().initial().isEmpty()) {
      checklist.add(
          create,
          "state/initial",
          clause(create, "/initial"),
          context -> CreationTrial.of(context, collection).hasInitialValues());
    }
    checklist.add(
        create,
        "state/another",
        clause,
        context -> NextCreation.of(context, collection).isOfAnother(context));
    checklist.add(
        create,
        "state/one",
        clause,
        context -> ChangeTrial.ofList(context, collection).isTheOnlyNew(context));
    if (!collection.can(Action.DELETE)) {
      ids(collection, checklist);
    }
  }

  private static void ids(TestedCollection collection, Checklist checklist) {
    Operation create = collection.require(Action.CREATE);
    checklist.add(create, "state/ids", clause(create, ""), new DistinctIds(collection));
  }

  private static void uniqueCreations(
      Operation create, TestedCollection collection, Checklist checklist) {
    if (create.resource().orElseThrow().unique().isEmpty()) {
      return;
    }
    String clause = clause(create, "/unique");
    checklist.add(
        create,
        "state/unique",
        clause,
        context -> RepeatedCreation.whileTaken(context, collection).isRefused());
    checklist.add(
        create,
        "state/unique/at-once",
        clause,
        context -> new SimultaneousWrites(context, collection).createOnlyOne());
    if (collection.can(Action.DELETE)) {
      checklist.add(
          create,
          "state/unique/deleted",
          clause,
          context -> SuccessorTrial.of(context, collection).isNew());
    }
  }

  /** Adds the checks of distinctive values, or of options of what can't be deleted. */
  private static void values(Operation create, TestedCollection collection, Checklist checklist) {
    if (collection.can(Action.DELETE)) {
      for (String property : new DistinctiveValues(collection).properties()) {
        checklist.add(
            create,
            "state/kept/" + property,
            Clause.requestBody(create),
            context -> CreationTrial.isKept(context, collection, property));
      }
      checklist.add(
          create,
          "state/equivalent-json",
          UnusualSpelling.CLAUSE,
          context -> {
            CreationTrial.ofDistinctiveValues(context, collection);
            return UnusualSpelling.isTaken(context, create);
          });
    } else {
      for (CreationOption option : CreationOption.of(collection)) {
        checklist.add(
            create, "state/option/" + option.property(), Clause.requestBody(create), option);
      }
    }
  }

  private static void refused(Operation write, TestedCollection collection, Checklist checklist) {
    Action does = write.resource().orElseThrow().does();
    Clause.security(checklist.contract(), write)
        .ifPresent(
            clause ->
                checklist.add(
                    write,
                    "state/refused",
                    clause,
                    context -> RefusedWrites.withoutToken(context, collection).isNotDone(does)));
    for (HeaderValues values : HeaderValues.of(write)) {
      checklist.add(
          write,
          "state/refused/" + values.name(),
          Clause.parameter(checklist.contract(), write, values.header()),
          context -> RefusedWrites.unlisted(context, collection, values).isNotDone(does));
    }
  }

  private static void rules(Operation write, TestedCollection collection, Checklist checklist) {
    List<RuleViolation> violations = RuleViolation.of(collection, write);
    String clause = Clause.extension(write, "x-rules");
    for (RuleViolation violation : violations) {
      String aspect = "body/rule/" + violation.name();
      checklist.add(
          write,
          aspect,
          clause,
          context -> RuleViolationTrial.of(context, collection).isRefused(violation));
      checklist.add(
          write,
          aspect + "/error",
          Clause.error(write, Rejection.INVALID_INPUT),
          context -> RuleViolationTrial.of(context, collection).describesError(context, violation));
    }
    if (!violations.isEmpty()) {
      checklist.add(
          write,
          "state/refused/rules",
          clause,
          context -> RuleViolationTrial.of(context, collection).areNotDone(write));
    }
  }

  private static void update(Operation update, TestedCollection collection, Checklist checklist) {
    shownUpdate(update, collection, checklist);
    String clause = clause(update, "");
    for (JsonPointer place : PartialUpdates.places(collection)) {
      checklist.add(
          update,
          "state/only/" + place.toString().substring(1).replace('/', '.'),
          clause,
          context -> PartialUpdates.of(context, collection).changesOnly(place));
    }
    uniqueUpdates(update, collection, checklist);
    for (Copy copy : RenameTrial.of(collection)) {
      checklist.add(
          update,
          "state/copies/" + copy.operation(),
          clause,
          context -> RenameTrial.of(context, collection).isRenewed(copy));
    }
    for (NamedAsRest rest : NamedAsRest.of(collection).stream().toList()) {
      checklist.add(
          update,
          "state/named-as-rest",
          Clause.extension(
              checklist.contract(), rest.copy().operation(), rest.copy().parameter(), "x-selects"),
          rest::isNotSelected);
    }
    checklist.add(
        update,
        "state/at-once",
        clause,
        context -> new SimultaneousWrites(context, collection).changeBoth());
    checklist.add(
        update,
        "state/equivalent-json",
        UnusualSpelling.CLAUSE,
        context -> {
          PartialUpdates.of(context, collection);
          return UnusualSpelling.isTaken(context, update);
        });
    checklist.add(
        update,
        "state/refused/body",
        Clause.requestBody(update),
        context -> PartialUpdates.of(context, collection).isRefusedAsAWhole());
    refused(update, collection, checklist);
    rules(update, collection, checklist);
  }

  private static void shownUpdate(
      Operation update, TestedCollection collection, Checklist checklist) {
    String clause = clause(update, "");
    checklist.add(
        update, "state/asked", clause, context -> UpdateTrial.of(context, collection).responds());
    if (collection.can(Action.GET)) {
      checklist.add(
          update,
          "state/shown",
          clause,
          context -> UpdateTrial.of(context, collection).isReadable());
    }
    checklist.add(
        update, "state/listed", clause, context -> UpdateTrial.of(context, collection).isListed());
    checklist.add(
        update,
        "state/only",
        clause,
        context -> UpdateTrial.of(context, collection).changesNothingElse(context));
  }

  private static void uniqueUpdates(
      Operation update, TestedCollection collection, Checklist checklist) {
    if (UniqueUpdateTrial.unique(collection).isEmpty()) {
      return;
    }
    String unique = clause(collection.require(Action.CREATE), "/unique");
    if (update.responses().containsKey(409)) {
      checklist.add(
          update,
          "state/unique",
          unique,
          context -> UniqueUpdateTrial.of(context, collection).isRefused());
    }
    checklist.add(
        update,
        "state/unique/own",
        unique,
        context -> UniqueUpdateTrial.of(context, collection).takesItsOwn());
    if (collection.can(Action.DELETE)) {
      checklist.add(
          collection.require(Action.CREATE),
          "state/unique/renamed",
          unique,
          context -> RepeatedCreation.withFormerName(context, collection).succeeds());
      checklist.add(
          collection.require(Action.CREATE),
          "state/unique/new-name",
          unique,
          context -> RepeatedCreation.withNewName(context, collection).isRefused());
    }
  }

  private static void deletion(Operation delete, TestedCollection collection, Checklist checklist) {
    ResourceOperation resource = delete.resource().orElseThrow();
    String clause = clause(delete, "");
    if (collection.shows(delete, collection.id().getMatchingProperty())) {
      checklist.add(
          delete,
          "state/asked",
          clause,
          context -> DeletionTrial.of(context, collection).responds());
    }
    if (resource.becomes().isEmpty()) {
      checklist.add(
          delete,
          "state/again",
          clause,
          context -> DeletionTrial.of(context, collection).canNotBeRepeated());
      for (Operation below : collection.readsBelow()) {
        checklist.addWriting(
            below,
            "state/gone",
            clause,
            context -> DeletionTrial.of(context, collection).takesAlong(context, below));
      }
    }
    if (collection.can(Action.GET)) {
      checklist.add(
          delete,
          "state/shown",
          resource.becomes().isEmpty() ? clause : clause(delete, "/becomes"),
          context -> {
            DeletionTrial trial = DeletionTrial.of(context, collection);
            return resource.becomes().isEmpty() ? trial.isGone() : trial.isArchived();
          });
    }
    checklist.add(
        delete,
        "state/listed",
        clause,
        context -> DeletionTrial.of(context, collection).isDeletedInList());
    checklist.add(
        delete,
        "state/only",
        clause,
        context -> DeletionTrial.of(context, collection).othersStay(context));
    if (UniqueUpdateTrial.unique(collection).isPresent()) {
      successions(delete, collection, checklist);
    }
    refused(delete, collection, checklist);
    // The last check, when most of a run's resources are created and many deleted.
    ids(collection, checklist);
  }

  private static void successions(
      Operation delete, TestedCollection collection, Checklist checklist) {
    if (collection.members().isPresent() && collection.members().get().exclusive()) {
      String clause = clause(collection.require(Action.ADD), "/members/exclusive");
      checklist.add(
          delete,
          "state/members",
          clause,
          context -> SuccessorTrial.of(context, collection).releasesMembers());
      checklist.add(
          delete,
          "state/members/taken",
          clause,
          context -> SuccessorTrial.of(context, collection).takesNoMembers());
    }
    if (collection.members().isPresent() && !delete.resource().orElseThrow().becomes().isEmpty()) {
      checklist.add(
          delete,
          "state/for-good",
          clause(delete, "/becomes"),
          context -> SuccessorTrial.of(context, collection).staysDeleted());
    }
  }

  private static String clause(Operation operation, String pointer) {
    return Clause.extension(operation, "x-resource" + pointer);
  }
}
