package dev.ghbilling.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The checks that are known to fail at a server. A listed check that passes is a failure, so that
 * the list can't rot.
 *
 * @param ids the checks' ids
 */
record KnownFailing(Set<String> ids) {
  /**
   * Reads a list: an id on each line; a line that begins with {@code #} is a comment.
   *
   * @throws IOException when the file can't be read
   * @throws IllegalArgumentException when there is no check of such an id
   */
  static KnownFailing read(Path file, List<Check> checks) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (String line : lines(file)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        ids.add(line.strip());
      }
    }
    Set<String> existing = checks.stream().map(Check::id).collect(Collectors.toSet());
    for (String id : ids) {
      if (!existing.contains(id)) {
        throw new IllegalArgumentException(file + " lists " + id + ", which is no check");
      }
    }
    return new KnownFailing(ids);
  }

  private static List<String> lines(Path file) throws IOException {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new IOException(file + " can't be read: " + Reason.of(e), e);
    }
  }

  /** What the verdict means, given the list. */
  Verdict judge(String id, Verdict verdict) {
    if (!ids.contains(id)) {
      return verdict;
    }
    return switch (verdict.outcome()) {
      case PASSED ->
          Verdict.failed(
              id, "to fail, as the list of what is known says", "no failure: take it off the list");
      case FAILED ->
          new Verdict(
              Outcome.KNOWN_FAILING, verdict.message(), verdict.expected(), verdict.actual());
      default -> verdict;
    };
  }
}
