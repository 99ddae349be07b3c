package dev.ghbilling.conformance.internal.http;

import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The proxies that environment variables name: {@code HTTPS_PROXY}, {@code HTTP_PROXY}, {@code
 * ALL_PROXY} and {@code NO_PROXY}, in upper or lower case. Where they name none, the JVM's selector
 * chooses. {@code NO_PROXY} lists domains and addresses, with or without a port, but no networks.
 */
public final class ProxyVariables extends ProxySelector {
  /** No variables. */
  public static final ProxyVariables NONE = new ProxyVariables(Map.of());

  private static final Pattern HOST =
      Pattern.compile("(?:\\*?\\.)?[a-z0-9_.-]+(?::[0-9]+)?|\\[?[0-9a-f:.]+]?(?::[0-9]+)?");

  private static final Pattern NETWORK = Pattern.compile("[0-9a-f.:]+/[0-9]{1,3}");
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");
  private static final Pattern THIS_MACHINE = Pattern.compile("localhost|127\\.[0-9.]+|\\[::1]");

  private final Map<String, String> variables;

  /** Takes what it knows of the variables; values are read when a URL needs them. */
  public ProxyVariables(Map<String, String> variables) {
    this.variables =
        variables.entrySet().stream()
            .filter(variable -> !variable.getValue().isBlank())
            .filter(variable -> variable.getKey().toUpperCase(Locale.ROOT).endsWith("_PROXY"))
            // In a CGI script, a client's "Proxy" header is HTTP_PROXY.
            .filter(
                variable ->
                    !variable.getKey().equals("HTTP_PROXY")
                        || !variables.containsKey("REQUEST_METHOD"))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public List<Proxy> select(URI url) {
    Optional<ProxyAddress> server = proxy(url);
    if (server.isPresent()) {
      return List.of(new Proxy(Proxy.Type.HTTP, server.get().address()));
    }
    ProxySelector ofTheJvm = ProxySelector.getDefault();
    return ofTheJvm == null ? List.of(Proxy.NO_PROXY) : ofTheJvm.select(url);
  }

  @Override
  public void connectFailed(URI url, SocketAddress address, IOException failure) {
    // The next request takes the same proxy.
  }

  /**
   * Returns the proxy for a URL.
   *
   * @throws IllegalArgumentException when its variable can't be read; the message names it
   */
  Optional<ProxyAddress> proxy(URI url) {
    String ofScheme = "https".equalsIgnoreCase(url.getScheme()) ? "HTTPS_PROXY" : "HTTP_PROXY";
    return name(ofScheme)
        .or(() -> name("ALL_PROXY"))
        .filter(name -> !isExcepted(url))
        .map(name -> ProxyAddress.parse(name, variables.getOrDefault(name, "")));
  }

  /**
   * Checks that the proxy for a URL can be used.
   *
   * @throws IllegalArgumentException when its variable can't be read; the message names it
   */
  public void require(URI url) {
    proxy(url);
  }

  private boolean isExcepted(URI url) {
    String host = url.getHost().toLowerCase(Locale.ROOT);
    if (THIS_MACHINE.matcher(host).matches()) {
      return true;
    }
    boolean isAddress = ADDRESS.matcher(host).matches();
    List<String> names = List.of(host, host.replaceAll("[\\[\\]]", ""), host + ":" + port(url));
    String variable = name("NO_PROXY").orElse("NO_PROXY");
    List<String> entries =
        List.of(variables.getOrDefault(variable, "").toLowerCase(Locale.ROOT).split("[\\s,]+", -1));
    if (entries.stream().anyMatch(entry -> includes(entry, names, isAddress))) {
      return true;
    }
    if (!entries.stream().allMatch(entry -> isReadable(entry, isAddress))) {
      throw new IllegalArgumentException(
          variable
              + " has an entry that conformance can't read: write domains and addresses, without"
              + " networks, and with no asterisk but before a domain");
    }
    return false;
  }

  private static boolean includes(String entry, List<String> names, boolean isAddress) {
    String domain = entry.replaceFirst("^\\*?\\.", "");
    return entry.equals("*")
        || names.contains(domain)
        || (!isAddress && names.stream().anyMatch(name -> name.endsWith("." + domain)));
  }

  /** A network includes no host that is given as a name. */
  private static boolean isReadable(String entry, boolean isAddress) {
    return entry.isEmpty()
        || HOST.matcher(entry).matches()
        || (!isAddress && NETWORK.matcher(entry).matches());
  }

  private static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equalsIgnoreCase(url.getScheme()) ? 443 : 80;
  }

  private Optional<String> name(String upperCase) {
    return Stream.of(upperCase.toLowerCase(Locale.ROOT), upperCase)
        .filter(variables::containsKey)
        .findFirst();
  }
}
