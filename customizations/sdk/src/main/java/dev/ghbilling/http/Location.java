package dev.ghbilling.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What a {@code Location} means. */
public final class Location {
  private static final String LEGAL = "-_.!~*'();/?:@&=+$,#[]%";
  private static final int LARGEST_PORT = 65_535;

  private Location() {}

  /**
   * The address that a location leads to from another one, without its fragment. Signs that no URL
   * may have but many do, such as spaces, are encoded; all others stay as they are, since what is
   * signed must not change.
   *
   * @return empty when it is no http or https URL with a host
   */
  public static Optional<URI> resolve(URI from, String location) {
    try {
      URI to = withoutFragment(resolved(from, URI.create(encoded(location.strip()))));
      return isUsable(to) ? Optional.of(to) : Optional.empty();
    } catch (IllegalArgumentException noUrl) {
      return Optional.empty();
    }
  }

  /** Whether it is an http or https URL with a host, and a port that there can be if any. */
  public static boolean isUsable(URI url) {
    return url.getHost() != null
        && url.getScheme() != null
        && url.getScheme().matches("(?i)https?")
        && url.getPort() <= LARGEST_PORT;
  }

  /** As RFC 3986 has it; Java takes what is only a query for one of the folder above. */
  private static URI resolved(URI from, URI to) {
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
            sign -> {
              if ((sign < 128 && Character.isLetterOrDigit(sign)) || LEGAL.indexOf(sign) >= 0) {
                encoded.appendCodePoint(sign);
              } else {
                encoded.append(percentEncoded(Character.toString(sign)));
              }
            });
    return encoded.toString();
  }

  private static String percentEncoded(String sign) {
    StringBuilder encoded = new StringBuilder();
    for (byte octet : sign.getBytes(StandardCharsets.UTF_8)) {
      encoded.append("%%%02X".formatted(octet));
    }
    return encoded.toString();
  }
}
