package dev.ghbilling.internal.uri;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The URL that a {@code Location} header or a download address stands for. */
public final class Location {
  private static final String LEGAL = "-_.!~*'();/?:@&=+$,#[]%";
  private static final int LARGEST_PORT = 65_535;

  /** Signed URLs have one or two thousand characters; resolving takes the square of the length. */
  private static final int LONGEST = 16 * 1024;

  private Location() {}

  /**
   * Resolves a location against the URL of the request, and drops its fragment. Characters that a
   * URL must not have, such as spaces, are percent-encoded. Everything else stays as it is, since a
   * signature covers it.
   *
   * @return empty when the result isn't an http or https URL with a host, or is too long for one
   */
  public static Optional<URI> resolve(URI from, String location) {
    if (location.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      URI to = withoutFragment(resolved(from, URI.create(encoded(location.strip()))));
      return isUsable(to) ? Optional.of(to) : Optional.empty();
    } catch (IllegalArgumentException notAnUrl) {
      return Optional.empty();
    }
  }

  /** Returns whether this is an http or https URL with a host and, if any, a valid port. */
  public static boolean isUsable(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && url.getScheme().matches("(?i)https?")
        && url.getPort() <= LARGEST_PORT;
  }

  /** Follows RFC 3986 where {@code URI.resolve} doesn't: a query alone keeps the path. */
  static URI resolved(URI from, URI to) {
    boolean isOnlyQuery =
        to.getScheme() == null && to.getRawAuthority() == null && to.getRawPath().isEmpty();
    if (!isOnlyQuery) {
      return from.resolve(to);
    }
    String base = withoutFragment(from).toString();
    return to.getRawQuery() == null
        ? URI.create(base)
        : URI.create(base.replaceFirst("\\?.*", "") + "?" + to.getRawQuery());
  }

  private static URI withoutFragment(URI url) {
    return url.getRawFragment() == null ? url : URI.create(url.toString().replaceFirst("#.*", ""));
  }

  private static String encoded(String location) {
    StringBuilder encoded = new StringBuilder();
    location
        .codePoints()
        .forEach(
            c -> {
              if ((c < 128 && Character.isLetterOrDigit(c)) || LEGAL.indexOf(c) >= 0) {
                encoded.appendCodePoint(c);
              } else {
                encoded.append(percentEncoded(Character.toString(c)));
              }
            });
    return encoded.toString();
  }

  private static String percentEncoded(String character) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : character.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(octet));
    }
    return encoded.toString();
  }
}
