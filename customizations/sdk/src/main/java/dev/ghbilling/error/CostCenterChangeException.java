package dev.ghbilling.error;

import dev.ghbilling.client.model.CostCenterChange;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Thrown when a change of a cost center's resources isn't made for all of them. It names what
 * became of each; the cause is the failure that ended the change, or the first refusal.
 */
public final class CostCenterChangeException extends GitHubBillingException {
  private static final long serialVersionUID = 1L;

  private static final int MAX_NAMES = 5;

  private final String costCenterId;

  @SuppressWarnings("serial") // Not meant to be serialized; a RuntimeException can't opt out.
  private final CostCenterChange response;

  @SuppressWarnings("serial")
  private final List<ResourceOutcome> outcomes;

  /**
   * A resource with what became of its change.
   *
   * @param type its type as GitHub has it, such as {@code User}
   * @param name its name; for a user, the login
   * @param outcome what became of its change
   * @param reason why it wasn't made; null when it was, or when nothing is known
   * @param from the name of the cost center that it was in before; null when it was in none, or
   *     when that is unknown
   */
  public record ResourceOutcome(
      String type,
      String name,
      ChangeOutcome outcome,
      @Nullable String reason,
      @Nullable String from) {}

  /**
   * Creates the exception.
   *
   * @param response the merged response of the requests that succeeded
   * @param outcomes all resources of the change, in its order
   * @param cause the failure that ended the change, the first refusal, or why the outcomes couldn't
   *     be proven; null when there was no exception
   */
  public CostCenterChangeException(
      String costCenterId,
      CostCenterChange response,
      List<ResourceOutcome> outcomes,
      @Nullable RuntimeException cause) {
    super(message(costCenterId, outcomes, cause), cause);
    this.costCenterId = costCenterId;
    this.response = response;
    this.outcomes = List.copyOf(outcomes);
  }

  private static String message(
      String costCenterId, List<ResourceOutcome> outcomes, @Nullable RuntimeException cause) {
    boolean users = outcomes.stream().allMatch(each -> each.type().equals("User"));
    List<String> unrequested = names(outcomes, ChangeOutcome.UNREQUESTED);
    return "cost center %s: %d %s changed, %s, %s, %s, %d not tried%s: %s"
        .formatted(
            costCenterId,
            names(outcomes, ChangeOutcome.DONE).size(),
            users ? "users" : "resources",
            counted(outcomes, ChangeOutcome.REFUSED),
            counted(outcomes, ChangeOutcome.FAILED),
            counted(outcomes, ChangeOutcome.UNCLEAR),
            names(outcomes, ChangeOutcome.NOT_TRIED).size(),
            unrequested.isEmpty() ? "" : ", " + counted(outcomes, ChangeOutcome.UNREQUESTED),
            cause == null
                ? ChangeOutcome.firstReason(
                    outcomes.stream()
                        .map(
                            each ->
                                each.reason() == null ? null : each.name() + ": " + each.reason()))
                : cause.getMessage());
  }

  private static String counted(List<ResourceOutcome> outcomes, ChangeOutcome outcome) {
    List<String> names = names(outcomes, outcome);
    String word = outcome.name().toLowerCase(Locale.ROOT);
    return names.isEmpty() ? "0 " + word : "%d %s (%s)".formatted(names.size(), word, named(names));
  }

  private static String named(List<String> names) {
    String first = names.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    return names.size() > MAX_NAMES
        ? "%s and %d more".formatted(first, names.size() - MAX_NAMES)
        : first;
  }

  private static List<String> names(List<ResourceOutcome> outcomes, ChangeOutcome outcome) {
    return outcomes.stream()
        .filter(each -> each.outcome() == outcome)
        .map(ResourceOutcome::name)
        .toList();
  }

  /** Returns the cost center's id. */
  public String costCenterId() {
    return costCenterId;
  }

  /**
   * Returns the response of the requests that succeeded; for several, the first with the lists of
   * all. It has no properties when there was none.
   */
  public CostCenterChange response() {
    return response;
  }

  /** Returns how much of the requested change was made. */
  public ChangeExtent extent() {
    return ChangeExtent.of(outcomes.stream().map(ResourceOutcome::outcome).toList());
  }

  /**
   * Returns all resources of the change with what became of each, in the order of the change, then
   * those that the server changed without a request.
   */
  public List<ResourceOutcome> outcomes() {
    return outcomes;
  }

  /** Returns the names of the resources whose change was made. */
  public List<String> done() {
    return names(outcomes, ChangeOutcome.DONE);
  }

  /** Returns the names of those that the server refused, each by itself. */
  public List<String> refused() {
    return names(outcomes, ChangeOutcome.REFUSED);
  }

  /** Returns the names of those whose change was requested and not made for other reasons. */
  public List<String> failed() {
    return names(outcomes, ChangeOutcome.FAILED);
  }

  /** Returns the names of those whose change was requested and may have been made. */
  public List<String> unclear() {
    return names(outcomes, ChangeOutcome.UNCLEAR);
  }

  /** Returns the names of those whose change was never requested. */
  public List<String> notTried() {
    return names(outcomes, ChangeOutcome.NOT_TRIED);
  }

  /** Returns the names of those that the server changed without a request. */
  public List<String> unrequested() {
    return names(outcomes, ChangeOutcome.UNREQUESTED);
  }
}
