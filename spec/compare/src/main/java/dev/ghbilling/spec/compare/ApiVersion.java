package dev.ghbilling.spec.compare;

import java.math.BigInteger;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The version of a contract, as Semantic Versioning writes it.
 *
 * @param isRelease whether nothing, such as {@code -SNAPSHOT}, stands behind the three numbers
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
   * Reads a version.
   *
   * @throws InvalidDocumentException when it is none
   */
  static ApiVersion of(String text) {
    Matcher parts = PATTERN.matcher(text);
    if (!parts.matches()) {
      throw new InvalidDocumentException("info.version is \"" + text + "\", not MAJOR.MINOR.PATCH");
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
