package dev.ghbilling.spec.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The build's guard: the contract may not break callers of the released one unless its major
 * version is raised. What breaks servers, as each new operation does, is only told, because the API
 * is GitHub's and grows.
 */
public final class ReleasedContract {
  private ReleasedContract() {}

  /**
   * Compares the released contract with the present one.
   *
   * @param args the file of the released contract and that of the present one
   * @throws BreakingChangeException when callers break and the major isn't raised
   * @throws IOException when a file can't be read
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected: RELEASED.yaml PRESENT.yaml");
    }
    ContractDiff diff =
        ContractDiff.between(
            Description.read(Path.of(args[0])), Description.read(Path.of(args[1])));
    List<Change> servers = diff.breaking(Party.SERVERS);
    if (!servers.isEmpty()) {
      System.out.println(
          "Servers that conform to the released contract %s no longer conform:\n%s"
              .formatted(diff.older(), lines(servers)));
    }
    Optional<String> fault = fault(diff);
    if (fault.isPresent()) {
      throw new BreakingChangeException(fault.get());
    }
  }

  /** What is wrong with releasing the newer contract after the older one, if anything. */
  static Optional<String> fault(ContractDiff diff) {
    List<Change> callers = diff.breaking(Party.CALLERS);
    if (callers.isEmpty() || isMajorRaised(diff)) {
      return Optional.empty();
    }
    return Optional.of(
        """
        the contract breaks callers of the released one, %s:
        %s
        Take back what isn't meant; for what is, raise the major of info.version, now %s, or as long as \
        that isn't published: ./ghbilling spec release --replace"""
            .formatted(diff.older(), lines(callers), diff.newer()));
  }

  private static String lines(List<Change> changes) {
    return changes.stream().map(change -> "  " + change).collect(Collectors.joining("\n"));
  }

  private static boolean isMajorRaised(ContractDiff diff) {
    return ApiVersion.of(diff.newer()).major().compareTo(ApiVersion.of(diff.older()).major()) > 0;
  }
}
