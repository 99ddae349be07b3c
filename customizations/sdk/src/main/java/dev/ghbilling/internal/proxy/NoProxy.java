package dev.ghbilling.internal.proxy;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
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
final class NoProxy {
  /** An address in brackets, or a name or an address, with a port. */
  private static final Pattern HOST =
      Pattern.compile("(?:\\[(?<ipv6>[^]]+)]|(?<name>[^\\[\\]:]+))(?::(?<port>[0-9]{1,5}))?");

  /** A domain, in which an asterisk stands for any text. */
  private static final Pattern DOMAIN =
      Pattern.compile("(?=.*[a-z0-9])(?:\\*?\\.)?(?<name>(?:[a-z0-9_*-]+\\.)*[a-z0-9_*-]+)\\.?");

  private static final Pattern IPV4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern SHORT_IPV4 = Pattern.compile("[0-9]{1,3}(?:\\.[0-9]{1,3}){0,2}");
  private static final Pattern IPV6 = Pattern.compile("[0-9a-f.]*:[0-9a-f.]*:[0-9a-f:.]*");

  private final String variable;
  private final List<Entry> entries = new ArrayList<>();

  /** The position of the first entry that can't be read, from 1, or 0. */
  private int unreadable;

  /** One entry. */
  @FunctionalInterface
  private interface Entry {
    /**
     * Returns whether it includes the host.
     *
     * @param address the host, if it is given as an address
     */
    boolean includes(String host, @Nullable InetAddress address, int port);
  }

  /**
   * Reads the value of the variable, whose entries stand between commas or white space.
   *
   * @param variable its name, for the message
   */
  NoProxy(String variable, String value) {
    this.variable = variable;
    List<String> texts =
        Arrays.stream(value.toLowerCase(Locale.ROOT).split("[\\s,]+"))
            .filter(text -> !text.isEmpty())
            .toList();
    for (int i = 0; i < texts.size(); i++) {
      Entry entry = entry(texts.get(i));
      if (entry != null) {
        entries.add(entry);
      } else if (unreadable == 0) {
        unreadable = i + 1;
      }
    }
  }

  /**
   * Returns whether the URL's host is reached without a proxy.
   *
   * @throws IllegalArgumentException when no entry includes it and one can't be read; the message
   *     names the variable
   */
  boolean includes(URI url) {
    String host =
        url.getHost() == null
            ? ""
            : url.getHost().toLowerCase(Locale.ROOT).replaceFirst("^\\[(.*)]$|\\.$", "$1");
    InetAddress address = address(host);
    boolean included =
        (address == null ? host.equals("localhost") : address.isLoopbackAddress())
            || entries.stream().anyMatch(entry -> entry.includes(host, address, port(url)));
    if (!included && unreadable > 0) {
      throw new IllegalArgumentException(
          "%s can't be read: its entry %d must be a host, an address or a network such as 10.0.0.0/8"
              .formatted(variable, unreadable));
    }
    return included;
  }

  /** Returns the entry, or null when it can't be read. */
  private static @Nullable Entry entry(String text) {
    if (text.equals("*")) {
      return (host, address, port) -> true;
    }
    if (text.contains("/")) {
      return network(text);
    }
    Matcher parts = HOST.matcher(address(text) == null ? text : "[" + text + "]");
    if (!parts.matches()) {
      return null;
    }
    Entry entry =
        parts.group("ipv6") == null ? named(parts.group("name")) : same(parts.group("ipv6"));
    String only = parts.group("port");
    if (entry == null || only == null) {
      return entry;
    }
    return Integer.parseInt(only) > 65_535
        ? null
        : (host, address, port) ->
            port == Integer.parseInt(only) && entry.includes(host, address, port);
  }

  private static @Nullable Entry named(String name) {
    Matcher domain = DOMAIN.matcher(name);
    if (address(name) != null) {
      return same(name);
    }
    return domain.matches() ? domain(domain.group("name")) : null;
  }

  private static @Nullable Entry same(String text) {
    InetAddress one = address(text);
    return one == null ? null : (host, address, port) -> one.equals(address);
  }

  /** A domain includes its subdomains, and an address only if it has an asterisk. */
  private static Entry domain(String name) {
    if (name.contains("*")) {
      Pattern pattern = Pattern.compile("\\Q" + name.replace("*", "\\E.*\\Q") + "\\E");
      return (host, address, port) -> pattern.matcher(host).matches();
    }
    return (host, address, port) ->
        address == null && (host.equals(name) || host.endsWith("." + name));
  }

  /** For example 10.0.0.0/8, or 169.254/16 without the zeros, as macOS writes it. */
  private static @Nullable Entry network(String text) {
    int slash = text.indexOf('/');
    String start = text.substring(0, slash);
    int numbers = SHORT_IPV4.matcher(start).matches() ? start.split("\\.", -1).length : 4;
    InetAddress network = address(start + ".0".repeat(4 - numbers));
    String length = text.substring(slash + 1);
    if (network == null || !length.matches("[0-9]{1,3}")) {
      return null;
    }
    int bits = Integer.parseInt(length);
    return bits > network.getAddress().length * Byte.SIZE
        ? null
        : (host, address, port) -> address != null && isInNetwork(network, bits, address);
  }

  private static boolean isInNetwork(InetAddress network, int bits, InetAddress address) {
    byte[] one = network.getAddress();
    byte[] other = address.getAddress();
    if (one.length != other.length) {
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
}
