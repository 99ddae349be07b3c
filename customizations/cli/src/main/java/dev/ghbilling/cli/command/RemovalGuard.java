package dev.ghbilling.cli.command;

import dev.ghbilling.cli.input.WrongUsageException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Keeps a file that is incomplete or empty from removing most of what there is. */
final class RemovalGuard {
  @Option(
      names = "--allow-removals",
      paramLabel = "N",
      description =
          "Allow up to N resources, cost centers and budgets in total to be removed, archived or deleted. Default: at most half of the resources of each cost center, of the cost centers and of the budgets.")
  private @Nullable Integer allowed;

  /**
   * Returns how many removals are allowed; null for half of what there is.
   *
   * @throws WrongUsageException when the number is negative
   */
  @Nullable Integer allowed() {
    if (allowed != null && allowed < 0) {
      throw new WrongUsageException("--allow-removals must be at least 0, was " + allowed);
    }
    return allowed;
  }

  /**
   * Returns what keeps removals from being made.
   *
   * @param removals how many there are
   * @param large those of more than half of what there is, in words such as {@code delete 2 of 3
   *     budgets}; empty if there are none
   */
  Optional<String> objection(int removals, Optional<?> large) {
    return objection(removals, large, allowed());
  }

  /**
   * Returns what keeps removals from being made, as {@link #objection(int, Optional)}.
   *
   * @param allowed how many are allowed; null for half of what there is
   */
  Optional<String> objection(int removals, Optional<?> large, @Nullable Integer allowed) {
    if (allowed != null) {
      return removals <= allowed
          ? Optional.empty()
          : Optional.of(
              "this would %s: --allow-removals must be at least %d, was %d"
                  .formatted(
                      large.map(Object::toString).orElse("remove " + removals), removals, allowed));
    }
    return large.map(
        most ->
            "this would %s, more than half: if the file is complete, add --allow-removals %d, which counts all removals"
                .formatted(most, removals));
  }
}
