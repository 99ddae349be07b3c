package dev.ghbilling.spec.compare.drift;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ghbilling.spec.compare.reader.FileErrorMessage;
import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A list of the intended differences from GitHub's description. A difference is listed by its id,
 * or matches a pattern, in which {@code ...} stands for any text.
 */
public final class KnownDifferences {
  private static final String ANYTHING = "...";

  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final String upstream;
  private final Map<String, String> listed = new LinkedHashMap<>();
  private final Map<String, String> patterns = new LinkedHashMap<>();
  private final Set<String> reasons = new LinkedHashSet<>();

  private KnownDifferences(String upstream) {
    this.upstream = upstream;
  }

  /** The content of the file. */
  private record Content(@Nullable String upstream, @Nullable List<@Nullable Group> known) {}

  /** Differences that have the same reason. */
  private record Group(
      @Nullable String reason,
      @Nullable List<@Nullable String> differences,
      @Nullable List<@Nullable String> patterns) {

    /** Returns what the group has in one of its lists. */
    private static List<@Nullable String> all(@Nullable List<@Nullable String> list) {
      return list == null ? List.of() : list;
    }
  }

  /**
   * Reads a list in YAML.
   *
   * @throws IOException if the file can't be read, or if a difference has no reason or is listed
   *     twice
   */
  public static KnownDifferences read(Path file) throws IOException {
    try {
      return of(YAML.readValue(Files.readString(file), Content.class));
    } catch (JsonProcessingException e) {
      throw new IOException(
          file + " is not a list of known differences: " + e.getOriginalMessage(), e);
    } catch (InvalidDocumentException e) {
      throw new IOException(file + " is not a list of known differences: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new IOException(FileErrorMessage.of(file, e), e);
    }
  }

  private static KnownDifferences of(@Nullable Content content) {
    if (content == null || content.upstream() == null || content.known() == null) {
      throw new InvalidDocumentException("`upstream` or `known` is missing");
    }
    KnownDifferences known = new KnownDifferences(content.upstream());
    for (Group group : content.known()) {
      if (group == null
          || (Group.all(group.differences()).isEmpty() && Group.all(group.patterns()).isEmpty())) {
        throw new InvalidDocumentException("an entry has no `differences` and no `patterns`");
      }
      for (String id : Group.all(group.differences())) {
        add(id, group.reason(), known.listed);
      }
      for (String pattern : Group.all(group.patterns())) {
        if (pattern != null && pattern.replace(ANYTHING, "").isBlank()) {
          throw new InvalidDocumentException("the pattern \"" + pattern + "\" matches everything");
        }
        add(pattern, group.reason(), known.patterns);
      }
    }
    known.reasons.addAll(known.listed.values());
    known.reasons.addAll(known.patterns.values());
    return known;
  }

  private static void add(
      @Nullable String id, @Nullable String reason, Map<String, String> reasons) {
    if (id == null || id.isBlank()) {
      throw new InvalidDocumentException("a difference is empty");
    }
    if (reason == null || reason.isBlank()) {
      throw new InvalidDocumentException("\"" + id + "\" has no reason");
    }
    if (reasons.putIfAbsent(id, reason.strip()) != null) {
      throw new InvalidDocumentException("\"" + id + "\" is listed twice");
    }
  }

  /** Returns the description that the differences were found in. */
  public String upstream() {
    return upstream;
  }

  /** Returns all reasons: those of listed differences first, then those of patterns. */
  Set<String> reasons() {
    return Collections.unmodifiableSet(reasons);
  }

  /** Returns the reason for a difference; empty if it isn't known. */
  Optional<String> reason(String id) {
    return Optional.ofNullable(listed.get(id))
        .or(
            () ->
                patterns.entrySet().stream()
                    .filter(entry -> matches(entry.getKey(), id))
                    .map(Map.Entry::getValue)
                    .findFirst());
  }

  /** Returns the listed differences that don't exist, and the patterns that match nothing. */
  List<String> obsolete(Collection<String> existing) {
    Stream<String> unmatched =
        patterns.keySet().stream()
            .filter(pattern -> existing.stream().noneMatch(id -> matches(pattern, id)));
    return Stream.concat(listed.keySet().stream().filter(id -> !existing.contains(id)), unmatched)
        .toList();
  }

  private static boolean matches(String pattern, String id) {
    return Stream.of(pattern.split(Pattern.quote(ANYTHING), -1))
        .map(Pattern::quote)
        .collect(Collectors.collectingAndThen(Collectors.joining(".*"), id::matches));
  }
}
