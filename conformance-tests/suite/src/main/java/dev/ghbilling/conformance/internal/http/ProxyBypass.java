package dev.ghbilling.conformance.internal.http;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The hosts that no proxy leads to: this machine, and what {@code NO_PROXY} lists. Names are never
 * looked up.
 */
final class ProxyBypass {
  /** A name or an address, in brackets if it has colons and a port follows. */
  private static final Pattern ENTRY =
      Pattern.compile("\\[([^]]+)](?::(\\d+))?|([^:]+):(\\d+)|(.+)");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*");

  private final List<String> entries;

  /** Reads the value of the variable, whose entries stand between commas or white space. */
  ProxyBypass(String value) {
    this.entries =
        Arrays.stream(value.toLowerCase(Locale.ROOT).split("[\\s,]+"))
            .filter(entry -> !entry.isEmpty())
            .toList();
  }

  /** Returns whether the URL's host is reached without a proxy. */
  boolean includes(URI url) {
    String host = url.getHost() == null ? "" : name(url.getHost().toLowerCase(Locale.ROOT));
    InetAddress address = address(host);
    if (address == null ? host.equals("localhost") : address.isLoopbackAddress()) {
      return true;
    }
    return entries.stream().anyMatch(entry -> includes(entry, host, address, port(url)));
  }

  private static boolean includes(
      String entry, String host, @Nullable InetAddress address, int port) {
    if (entry.equals("*")) {
      return true;
    }
    if (entry.contains("/")) {
      return address != null && isInNetwork(entry, address);
    }
    Matcher parts = ENTRY.matcher(entry);
    if (!parts.matches()) {
      return false;
    }
    boolean isIpv6 = address(entry) != null;
    String name = isIpv6 ? entry : first(parts.group(1), parts.group(3), parts.group(5));
    String ofPort = isIpv6 ? null : first(parts.group(2), parts.group(4));
    if (ofPort != null && !ofPort.equals(Integer.toString(port))) {
      return false;
    }
    return address == null
        ? isDomain(name(name == null ? "" : name).replaceFirst("^\\*?\\.", ""), host)
        : address.equals(address(name == null ? "" : name));
  }

  /** A domain has all its subdomains in it. */
  private static boolean isDomain(String domain, String host) {
    return !domain.isEmpty() && (host.equals(domain) || host.endsWith("." + domain));
  }

  /** For example 10.0.0.0/8. */
  private static boolean isInNetwork(String entry, InetAddress address) {
    int slash = entry.indexOf('/');
    InetAddress network = address(entry.substring(0, slash));
    String length = entry.substring(slash + 1);
    if (network == null || !length.matches("\\d{1,3}")) {
      return false;
    }
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    int bits = Integer.parseInt(length);
    if (one.length != other.length || bits > one.length * Byte.SIZE) {
      return false;
    }
    for (int i = 0; i < bits; i++) {
      int mask = 0x80 >> i % Byte.SIZE;
      if (((one[i / Byte.SIZE] ^ other[i / Byte.SIZE]) & mask) != 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns a host without brackets, and without the dot of a fully qualified name. */
  private static String name(String host) {
    return host.replaceFirst("^\\[(.*)]$", "$1").replaceFirst("\\.$", "");
  }

  private static @Nullable InetAddress address(String text) {
    try {
      return IPV4.matcher(text).matches() || IPV6.matcher(text).matches()
          ? InetAddress.getByName(text)
          : null;
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private static @Nullable String first(@Nullable String... groups) {
    return Arrays.stream(groups).filter(group -> group != null).findFirst().orElse(null);
  }
}
