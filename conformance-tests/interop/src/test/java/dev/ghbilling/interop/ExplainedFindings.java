package dev.ghbilling.interop;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Findings of a tool that are intended, each below its reason. The list has to be exact: a finding
 * that isn't listed is a fault, and so is an entry that the tool no longer finds. An entry that has
 * {@code *} for the operation is for all operations.
 */
final class ExplainedFindings {
  private final Set<String> listed;

  private ExplainedFindings(Set<String> listed) {
    this.listed = listed;
  }

  /**
   * Reads a list.
   *
   * @throws IOException when it can't be read, or an entry has no reason, no finding or one that is
   *     listed already
   */
  static ExplainedFindings read(Path file) throws IOException {
    Set<String> listed = new LinkedHashSet<>();
    for (JsonNode entry : new YAMLMapper().readTree(file.toFile()).path("explained")) {
      if (entry.path("reason").asText().isBlank() || entry.path("findings").isEmpty()) {
        throw new IOException(
            file + " has an entry without a reason or without findings: " + entry);
      }
      for (JsonNode finding : entry.path("findings")) {
        if (!listed.add(finding.asText())) {
          throw new IOException(file + " lists a finding twice: " + finding.asText());
        }
      }
    }
    return new ExplainedFindings(listed);
  }

  /** Returns a message for each difference between what was found and what is listed. */
  List<String> compare(Collection<String> found) {
    List<String> differences = new ArrayList<>();
    Set<String> obsolete = new LinkedHashSet<>(listed);
    for (String finding : found) {
      List<String> entries =
          Stream.of(finding, ofAllOperations(finding)).filter(listed::contains).toList();
      if (entries.isEmpty()) {
        differences.add("not explained: " + finding);
      }
      entries.forEach(obsolete::remove);
    }
    obsolete.forEach(entry -> differences.add("explained, but no longer found: " + entry));
    return differences;
  }

  private static String ofAllOperations(String finding) {
    return "*" + finding.substring(Math.max(0, finding.indexOf(':')));
  }
}
