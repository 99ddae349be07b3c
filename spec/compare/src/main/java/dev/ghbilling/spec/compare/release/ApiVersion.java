package dev.ghbilling.spec.compare.release;

import dev.ghbilling.spec.compare.reader.InvalidDocumentException;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A version of a contract in Semantic Versioning's notation.
 *
 * @param isRelease whether nothing such as {@code -SNAPSHOT} follows the three numbers
 */
record ApiVersion(BigInteger major, BigInteger minor, BigInteger patch, boolean isRelease)
    implements Comparable<ApiVersion> {
  private static final Pattern PATTERN = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+)([-+].+)?");
  private static final Comparator<ApiVersion> ORDER =
      Comparator.comparing(ApiVersion::major)
          .thenComparing(ApiVersion::minor)
          .thenComparing(ApiVersion::patch)
          .thenComparing(ApiVersion::isRelease);

  /**
   * Parses a version.
   *
   * @throws InvalidDocumentException if it has another form
   */
  static ApiVersion parse(String text) {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      throw new InvalidDocumentException(
          "info.version must be MAJOR.MINOR.PATCH, was \"" + text + "\"");
    }
    return new ApiVersion(
        new BigInteger(parts.group(1)),
        new BigInteger(parts.group(2)),
        new BigInteger(parts.group(3)),
        parts.group(4) == null);
  }

  @Override
  public int compareTo(ApiVersion other) {
    return ORDER.compare(this, other);
  }
}
