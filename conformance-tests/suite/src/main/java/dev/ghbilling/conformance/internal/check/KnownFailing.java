package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of checks that are known to fail at a server. A listed check that passes counts as a
 * failure, so that the list stays true.
 *
 * @param ids the ids of the checks
 */
public record KnownFailing(Set<String> ids) {
  /**
   * Reads a list with one id a line; lines that begin with {@code #} are comments.
   *
   * @throws IOException when the file can't be read
   * @throws IllegalArgumentException when no check has one of the ids
   */
  public static KnownFailing read(Path file, List<Check> checks) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (String line : lines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        ids.add(line.strip());
      }
    }
    Set<String> existing = checks.stream().map(Check::id).collect(Collectors.toSet());
    for (String id : ids) {
      if (!existing.contains(id)) {
        throw new IllegalArgumentException(
            file + " lists " + id + ", but no check has this id: see --list");
      }
    }
    return new KnownFailing(ids);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IOException("can't read " + file + ": " + ExceptionText.of(e), e);
    }
  }

  /** Returns the verdict that counts, given the list. */
  public Verdict judge(String id, Verdict verdict) {
    if (!ids.contains(id)) {
      return verdict;
    }
    return switch (verdict.outcome()) {
      case PASSED ->
          Verdict.failed(
              id, "a failure, since --known-failing lists it", "a pass: remove it from the list");
      case FAILED ->
          new Verdict(
              Outcome.KNOWN_FAILING, verdict.message(), verdict.expected(), verdict.actual());
      default -> verdict;
    };
  }
}
