package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterDeletion;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.error.DesiredStateException.StepOutcome;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.change.ChangeRun;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * A client for cost centers, which are charged for the usage of their users, organizations,
 * repositories and teams. Get it from {@code GitHubBilling.costCenters()}.
 *
 * <p>See <q>Get all cost centers for an enterprise</q> and the operations that follow it in
 * GitHub's documents <q>Enterprise billing</q> and <q>Cost centers</q>.
 */
public final class CostCenters {
  private final CostCenterCalls calls;

  private CostCenters(CostCenterCalls calls) {
    this.calls = calls;
  }

  /** Returns the noun for an enterprise; called by {@code GitHubBilling}. */
  @SuppressWarnings("exports") // For the front door alone, which has the clients.
  public static CostCenters of(ApiClients clients, String enterprise) {
    return new CostCenters(new CostCenterCalls(clients, enterprise));
  }

  /**
   * Lists all cost centers, each with the resources that are charged to it. GitHub also lists
   * deleted ones, with the resources that they had.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the server sends one page of several
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterList list() {
    return calls.list(null);
  }

  /**
   * Lists the cost centers in a state, like {@link #list()}.
   *
   * @throws dev.ghbilling.error.IncompleteListException when the server sends one page of several
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterList list(CostCenterState state) {
    return calls.list(state);
  }

  /**
   * Gets a cost center with all of its resources, by a request for each hundred of them.
   *
   * @param id the cost center's id
   * @throws dev.ghbilling.error.IncompleteListException when a page repeats the one before
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public CostCenter get(String id) {
    return calls.get(id);
  }

  /**
   * Returns the id of the cost center that a person means. Lists the cost centers, deleted ones
   * included.
   *
   * @param idOrName its id or, when none has that id, its name; of names that differ in case alone,
   *     the one that is written so
   * @throws IllegalArgumentException when there is no such cost center, or there are several
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public String findId(String idOrName) {
    return calls.findId(idOrName);
  }

  /**
   * Creates a cost center without resources. The request isn't repeated after a failure that leaves
   * open whether it was carried out.
   *
   * @param name the name, which no other active cost center has; at most 255 characters
   * @throws IllegalArgumentException when the name is blank or longer
   * @throws dev.ghbilling.error.ConflictException when another cost center has the name
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenter create(String name) {
    return calls.create(name);
  }

  /**
   * Changes the name of a cost center.
   *
   * @param id the cost center's id
   * @param name the new name, which no other active cost center has; at most 255 characters
   * @throws IllegalArgumentException when the name is blank or longer
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenter rename(String id, String name) {
    return calls.rename(id, name);
  }

  /**
   * Archives a cost center, which is no longer charged for anything. It can still be read, with the
   * state {@code deleted} and the resources that it had, and can't become active again.
   *
   * @param id the cost center's id
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterDeletion delete(String id) {
    return calls.delete(id);
  }

  /**
   * Adds users to a cost center, which is charged for their usage from now on. A user who is in
   * another cost center leaves it. More than 50 users are sent in several requests. If the server
   * refuses a request of several users, its halves are sent, until the refused users are found and
   * all others are added.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login, or {@link Logins#parse} refuses one;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of the users are refused, or the response doesn't say in the contract's words that all
   *     was done and the cost center's list doesn't show it; it says which users were added
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange addUsers(String costCenterId, Collection<String> logins) {
    return add(costCenterId, Resource.users(logins));
  }

  /**
   * Adds resources to a cost center, which is charged for their usage from now on. A resource that
   * is in another cost center leaves it. More than 50 resources are sent in several requests. If
   * the server refuses a request of several resources, its halves are sent, until the refused ones
   * are found and all others are added.
   *
   * @param costCenterId the cost center's id
   * @param resources at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is none, or {@link Resource#parse} refuses a name;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of them are refused, or the response doesn't say in the contract's words that all was
   *     done and the cost center's list doesn't show it; it says which were added
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange add(String costCenterId, Collection<Resource> resources) {
    return calls
        .change(costCenterId, Set.of())
        .with(changes(resources, true), calls.adding(costCenterId))
        .send();
  }

  /**
   * Removes users from a cost center, which is no longer charged for their usage. More than 50
   * users are sent in several requests. If the server refuses a request of several users, its
   * halves are sent, until the refused users are found and all others are removed.
   *
   * @param costCenterId the cost center's id
   * @param logins the users' logins, at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is no login, or {@link Logins#parse} refuses one;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of the users are refused, or the response doesn't say in the contract's words that all
   *     was done and the cost center's list doesn't show it; it says which users were removed
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange removeUsers(String costCenterId, Collection<String> logins) {
    return remove(costCenterId, Resource.users(logins));
  }

  /**
   * Removes resources from a cost center, which is no longer charged for their usage. More than 50
   * resources are sent in several requests. If the server refuses a request of several resources,
   * its halves are sent, until the refused ones are found and all others are removed.
   *
   * @param costCenterId the cost center's id
   * @param resources at least one; duplicates, compared without case, are sent once
   * @return the response; for several requests, the first response with the lists of all
   * @throws IllegalArgumentException when there is none, or {@link Resource#parse} refuses a name;
   *     nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when one of several requests fails, or
   *     some of them are refused, or the response doesn't say in the contract's words that all was
   *     done and the cost center's list doesn't show it; it says which were removed
   * @throws dev.ghbilling.error.GitHubBillingException when the only request fails
   */
  public CostCenterChange remove(String costCenterId, Collection<Resource> resources) {
    return calls
        .change(costCenterId, Set.of())
        .with(changes(resources, false), calls.removing(costCenterId))
        .send();
  }

  /**
   * Plans how to give a cost center exactly the desired users. Lists the cost centers and changes
   * nothing. Logins are compared without case. Organizations, repositories and teams of the cost
   * center stay. Users of a deleted cost center count as users of none.
   *
   * @param costCenterId the cost center's id
   * @param desiredLogins the desired users; empty removes all
   * @throws IllegalArgumentException when {@link Logins#parse} refuses a login, or the cost center
   *     doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan plan(String costCenterId, Collection<String> desiredLogins) {
    Map<String, Resource> desired = Resource.parseAll(ResourceType.USER, desiredLogins);
    return memberships(costCenterId).planOnly(ResourceType.USER, desired);
  }

  /**
   * Plans how to add resources to a cost center, as {@link #plan(String, Collection)} does, and
   * removes none.
   *
   * @param costCenterId the cost center's id
   * @param resources the resources to add, at least one
   * @throws IllegalArgumentException when there is none, {@link Resource#parse} refuses a name, or
   *     the cost center doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan planAdding(String costCenterId, Collection<Resource> resources) {
    Map<String, Resource> added = Resource.require(resources);
    return memberships(costCenterId).planAlso(added);
  }

  /**
   * Plans how to remove resources from a cost center, as {@link #plan(String, Collection)} does,
   * and adds none.
   *
   * @param costCenterId the cost center's id
   * @param resources the resources to remove, at least one
   * @throws IllegalArgumentException when there is none, {@link Resource#parse} refuses a name, or
   *     the cost center doesn't exist or isn't active
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCenterPlan planRemoving(String costCenterId, Collection<Resource> resources) {
    Map<String, Resource> removed = Resource.require(resources);
    return memberships(costCenterId).planWithout(removed);
  }

  private Memberships memberships(String costCenterId) {
    CostCenterCalls.requireId(costCenterId);
    return new Memberships(calls.all(), costCenterId);
  }

  /**
   * Carries out a plan that removes no more than half of the cost center's resources, like {@link
   * #apply(CostCenterPlan, boolean, int)}.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether resources may leave another cost center for this one
   * @throws IllegalArgumentException when the plan has moves and they aren't allowed, or removes
   *     more than half of the resources; nothing is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when not all resources were changed
   */
  public AppliedPlan apply(CostCenterPlan plan, boolean allowMoves) {
    return apply(plan, allowMoves, CostCenterPlan::uncriticalRemovals);
  }

  /**
   * Carries out a plan: adds resources first, then removes some. An empty plan sends nothing. Those
   * that the server refuses are found as by {@link #add}, and don't keep others from being added or
   * removed.
   *
   * <p>Lists the cost centers before, since they may have changed after the plan was made, and
   * afterwards, to see that the changes were made.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether resources may leave another cost center for this one
   * @param allowedRemovals how many resources may be removed, also if they are more than half of
   *     them
   * @throws IllegalArgumentException when the plan has moves and they aren't allowed, or removes
   *     more resources than allowed, or does so by now, after the cost centers have changed; no
   *     change is sent
   * @throws dev.ghbilling.error.CostCenterChangeException when not all resources were changed; it
   *     says what became of each
   * @throws dev.ghbilling.error.GitHubBillingException when the cost centers can't be listed before
   */
  public AppliedPlan apply(CostCenterPlan plan, boolean allowMoves, int allowedRemovals) {
    return apply(plan, allowMoves, rest -> allowedRemovals);
  }

  private AppliedPlan apply(
      CostCenterPlan plan, boolean allowMoves, ToIntFunction<CostCenterPlan> allowedRemovals) {
    plan.require(allowMoves, allowedRemovals.applyAsInt(plan));
    String id = plan.costCenterId();
    if (plan.isEmpty()) {
      return calls.change(id, Set.of()).sendAndProve();
    }
    List<CostCenter> all = calls.all();
    Memberships now = new Memberships(all, id);
    CostCenterPlan rest = now.planRest(plan);
    rest.require(allowMoves, allowedRemovals.applyAsInt(rest));
    return calls
        .change(id, CenterState.deletedNames(all))
        .with(now.changes(plan.added(), true), calls.adding(id))
        .with(now.changes(plan.leaves(), false), calls.removing(id))
        .sendAndProve();
  }

  /**
   * Plans how to bring all cost centers to a desired state. Lists the cost centers and changes
   * nothing.
   *
   * @param desired the cost centers that there should be, at least one
   * @param archiveOthers whether active cost centers that aren't desired are archived; otherwise
   *     they stay as they are, but for resources that are desired elsewhere
   * @throws IllegalArgumentException when the desired state contradicts itself, an id isn't that of
   *     an active cost center, or a name is there in another spelling or belongs to another cost
   *     center
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public CostCentersPlan plan(List<DesiredCostCenter> desired, boolean archiveOthers) {
    return new DesiredState(desired).plan(calls.all(), archiveOthers);
  }

  /**
   * Carries out a plan that removes no more than half of the resources of each cost center, and
   * archives no more than half of the cost centers, like {@link #apply(CostCentersPlan, boolean,
   * Integer)}.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether resources may leave cost centers that the desired state doesn't have,
   *     or of which it doesn't list their type
   * @throws IllegalArgumentException when the plan does more than is allowed, or the cost centers
   *     changed since; nothing is sent
   * @throws dev.ghbilling.error.DesiredStateException when not all steps were carried out
   */
  public List<StepOutcome> apply(CostCentersPlan plan, boolean allowMoves) {
    return apply(plan, allowMoves, null);
  }

  /**
   * Carries out a plan, step by step in its order. An empty plan sends nothing. A cost center or
   * resource that the server refuses doesn't keep others from being changed; any other failure ends
   * the change. Nothing is archived unless all other steps were carried out. To go on afterwards,
   * make a plan of the same desired state again.
   *
   * <p>Lists the cost centers before, since they may have changed after the plan was made, and
   * after each cost center's change, to see that it was made.
   *
   * @param plan a plan made by this class
   * @param allowMoves whether resources may leave cost centers that the desired state doesn't have,
   *     or of which it doesn't list their type
   * @param allowedRemovals how many resources may be removed and cost centers archived altogether,
   *     also if they are more than half; null for no more than half of each cost center's resources
   *     and of the active cost centers
   * @return what became of each step, in the plan's order, then of resources that the server moved
   *     without a request
   * @throws IllegalArgumentException when the plan does more than is allowed, or the cost centers
   *     have changed so that a step would be needed that the plan doesn't have; nothing is sent
   * @throws dev.ghbilling.error.DesiredStateException when not all steps were carried out; it says
   *     what became of each
   * @throws dev.ghbilling.error.GitHubBillingException when the cost centers can't be listed before
   */
  public List<StepOutcome> apply(
      CostCentersPlan plan, boolean allowMoves, @Nullable Integer allowedRemovals) {
    plan.require(allowMoves, allowedRemovals);
    if (plan.isEmpty()) {
      return List.of();
    }
    List<CostCenter> all = calls.all();
    CostCentersPlan rest = new DesiredState(plan.desired()).plan(all, plan.archivesOthers());
    ChangeRun.requirePlanned("cost centers", rest.steps(), plan.steps());
    rest.require(allowMoves, allowedRemovals);
    return new StateChange(calls, plan, rest, CenterState.deletedNames(all)).apply();
  }

  private static List<ChangedResource> changes(Collection<Resource> resources, boolean added) {
    return Resource.require(resources).values().stream()
        .map(resource -> new ChangedResource(resource, added))
        .toList();
  }
}
