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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A list of the intended differences from GitHub's description.
 *
 * @param upstream the description that they were found in
 * @param reasons the reason for each difference, by its id
 */
public record KnownDifferences(String upstream, Map<String, String> reasons) {
  private static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /** The content of the file. */
  private record Content(@Nullable String upstream, @Nullable List<@Nullable Group> known) {}

  /** Differences that have the same reason. */
  private record Group(@Nullable String reason, @Nullable List<@Nullable String> differences) {}

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
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Group group : content.known()) {
      if (group == null || group.differences() == null || group.differences().isEmpty()) {
        throw new InvalidDocumentException("an entry has no `differences`");
      }
      for (String id : group.differences()) {
        if (id == null || id.isBlank()) {
          throw new InvalidDocumentException("a difference is empty");
        }
        if (group.reason() == null || group.reason().isBlank()) {
          throw new InvalidDocumentException("\"" + id + "\" has no reason");
        }
        if (reasons.putIfAbsent(id, group.reason().strip()) != null) {
          throw new InvalidDocumentException("\"" + id + "\" is listed twice");
        }
      }
    }
    return new KnownDifferences(content.upstream(), Collections.unmodifiableMap(reasons));
  }
}
