package dev.ghbilling.conformance.internal.check;

import dev.ghbilling.conformance.internal.verdict.ExceptionText;
import dev.ghbilling.conformance.internal.verdict.Outcome;
import dev.ghbilling.conformance.internal.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A list of checks that are known to fail at a server. A listed check that passes counts as a
 * failure, so that the list stays true, unless the list is written again after the run.
 *
 * @param ids the ids of the checks
 * @param unknown listed ids that no check has
 * @param written whether the list is written again after the run
 */
public record Baseline(Set<String> ids, Set<String> unknown, boolean written) {
  /** A list of no checks. */
  public static final Baseline EMPTY = new Baseline(Set.of(), Set.of(), false);

  /**
   * Reads a list with one id a line; lines that begin with {@code #} are comments.
   *
   * @param written whether the list is written again after the run; then it may be absent
   * @throws IOException when the file can't be read
   */
  public static Baseline read(Path file, List<Check> checks, boolean written) throws IOException {
    Set<String> ids = new LinkedHashSet<>();
    for (String line : lines(file, written)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        ids.add(line.strip());
      }
    }
    Set<String> existing = checks.stream().map(Check::id).collect(Collectors.toSet());
    Set<String> unknown = new LinkedHashSet<>(ids);
    unknown.removeAll(existing);
    ids.removeAll(unknown);
    return new Baseline(ids, unknown, written);
  }

  /** Returns a warning that names the unknown ids; empty if there are none. */
  public Optional<String> warning() {
    return unknown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "the baseline lists %d ids that no check of this run has: %s"
                .formatted(unknown.size(), String.join(", ", unknown)));
  }

  /**
   * Writes a list: what it had, without some ids, and with checks that failed. Comments and other
   * checks stay.
   *
   * @param removed ids of checks that passed, and those that no check has
   * @throws IOException when the file can't be read or written
   */
  public static void write(Path file, Collection<String> removed, Collection<String> failed)
      throws IOException {
    List<String> lines = new ArrayList<>(lines(file, true));
    lines.removeIf(line -> removed.contains(line.strip()));
    Set<String> listed = lines.stream().map(String::strip).collect(Collectors.toSet());
    failed.stream().filter(id -> !listed.contains(id)).forEach(lines::add);
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new IOException("can't write " + file + ": " + ExceptionText.of(e), e);
    }
  }

  private static List<String> lines(Path file, boolean mayBeAbsent) throws IOException {
    if (mayBeAbsent && Files.notExists(file)) {
      return List.of();
    }
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
          written
              ? verdict
              : Verdict.failed(
                  id, "a failure, since --baseline lists it", "a pass: remove it from the list");
      case FAILED, WARNED -> verdict.as(Outcome.KNOWN_FAILING);
      default -> verdict;
    };
  }
}
