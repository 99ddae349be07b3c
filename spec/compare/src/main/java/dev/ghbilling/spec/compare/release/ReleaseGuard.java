package dev.ghbilling.spec.compare.release;

import dev.ghbilling.spec.compare.diff.Change;
import dev.ghbilling.spec.compare.diff.ContractDiff;
import dev.ghbilling.spec.compare.diff.Party;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A step of the build that fails if the contract breaks callers of the released one, unless its
 * major version is raised. It only reports what breaks servers, as each new operation does: the API
 * is GitHub's and grows.
 */
public final class ReleaseGuard {
  private ReleaseGuard() {}

  /**
   * Compares the released contract with the current one.
   *
   * @param args the files of the released contract and of the current one
   * @throws BreakingChangeException if callers break and the major version isn't raised
   * @throws IOException if a file can't be read
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 2) {
      throw new IllegalArgumentException("expected two arguments: RELEASED.yaml CURRENT.yaml");
    }
    ContractDiff diff =
        ContractDiff.between(
            OpenApiDocument.readValid(Path.of(args[0])),
            OpenApiDocument.readValid(Path.of(args[1])));
    List<Change> breaksServers = diff.breaking(Party.SERVERS);
    if (!breaksServers.isEmpty()) {
      System.out.println(
          "Servers that conform to the released contract %s no longer conform:\n%s"
              .formatted(diff.older(), ReleasePolicy.lines(breaksServers)));
    }
    Optional<String> breakage = ReleasePolicy.breakage(diff);
    if (breakage.isPresent()) {
      throw new BreakingChangeException(breakage.get());
    }
  }
}
