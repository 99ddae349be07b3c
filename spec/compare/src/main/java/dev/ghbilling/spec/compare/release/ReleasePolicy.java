package dev.ghbilling.spec.compare.release;

import dev.ghbilling.spec.compare.diff.Change;
import dev.ghbilling.spec.compare.diff.ContractDiff;
import dev.ghbilling.spec.compare.diff.Party;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.text.PrintableText;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A policy for which contract may follow the released one. */
public final class ReleasePolicy {
  private ReleasePolicy() {}

  /**
   * Returns why a contract can't be released, if there is a reason.
   *
   * @param released the contract that was released last; null for the first release
   * @param next the contract to release
   * @param replace whether another content of the released version is permitted
   */
  public static Optional<String> objection(
      @Nullable OpenApiDocument released, OpenApiDocument next, boolean replace) {
    ApiVersion version = ApiVersion.parse(next.version());
    if (!version.isRelease()) {
      return Optional.of(
          "info.version is %s, which is not a release; remove what follows MAJOR.MINOR.PATCH"
              .formatted(next.version()));
    }
    if (released == null) {
      return Optional.empty();
    }
    int order = version.compareTo(ApiVersion.parse(released.version()));
    if (order < 0) {
      return Optional.of(
          "info.version is %s, which is lower than the released %s"
              .formatted(next.version(), released.version()));
    }
    ContractDiff diff = ContractDiff.between(released, next);
    if (order == 0) {
      return diff.isEmpty() || replace
          ? Optional.empty()
          : Optional.of(
              ("%s has been released with another content; raise info.version, or use --replace if"
                      + " that release isn't published yet")
                  .formatted(released.version()));
    }
    return breakage(diff);
  }

  /** Returns which callers a contract breaks without a new major version, if it breaks any. */
  static Optional<String> breakage(ContractDiff diff) {
    List<Change> breaking = diff.breaking(Party.CALLERS);
    if (breaking.isEmpty() || isMajorRaised(diff)) {
      return Optional.empty();
    }
    return Optional.of(
        """
        the contract breaks callers of the released version %s:
        %s
        Undo what isn't intended. For the rest raise the major number of info.version, now %s, or if the release \
        isn't published yet, run ./ghbilling spec release --replace"""
            .formatted(diff.older(), lines(breaking), diff.newer()));
  }

  static String lines(List<Change> changes) {
    return changes.stream()
        .map(change -> "  " + PrintableText.line(change.toString()))
        .collect(Collectors.joining("\n"));
  }

  private static boolean isMajorRaised(ContractDiff diff) {
    return ApiVersion.parse(diff.newer()).major().compareTo(ApiVersion.parse(diff.older()).major())
        > 0;
  }
}
