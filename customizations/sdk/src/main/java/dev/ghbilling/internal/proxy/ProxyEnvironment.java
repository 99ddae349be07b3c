package dev.ghbilling.internal.proxy;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that environment variables name: {@code HTTPS_PROXY} for https, {@code HTTP_PROXY}
 * for http, {@code ALL_PROXY} where that one isn't set, and none for the hosts in {@code NO_PROXY}.
 * Of a name in both cases, the lower-case one counts. A blank variable counts as not set.
 */
public final class ProxyEnvironment {
  private static final String HTTP = "HTTP_PROXY";
  private static final List<String> NAMES =
      Stream.of(HTTP, "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY")
          .flatMap(name -> Stream.of(lowerCase(name), name))
          .toList();

  /**
   * Set where the program runs as a CGI script, to which a client's "Proxy" header is HTTP_PROXY.
   */
  private static final String CGI = "REQUEST_METHOD";

  private final Map<String, String> variables;
  private final NoProxy noProxy;

  /** Takes what it knows of the variables; values are read when a URL needs them. */
  public ProxyEnvironment(Map<String, String> variables) {
    this.variables =
        NAMES.stream()
            .filter(name -> !variables.getOrDefault(name, "").isBlank())
            .filter(name -> !name.equals(HTTP) || !variables.containsKey(CGI))
            .collect(Collectors.toUnmodifiableMap(name -> name, variables::get));
    String excepted = name("NO_PROXY");
    this.noProxy =
        excepted == null
            ? new NoProxy("NO_PROXY", "")
            : new NoProxy(excepted, this.variables.getOrDefault(excepted, ""));
  }

  /**
   * Returns the proxy for a URL, or null for none.
   *
   * @throws IllegalArgumentException when its variable, or NO_PROXY, can't be read; the message
   *     names it
   */
  public @Nullable ProxyServer proxy(URI url) {
    String ofScheme = name("https".equalsIgnoreCase(url.getScheme()) ? "HTTPS_PROXY" : HTTP);
    String name = ofScheme == null ? name("ALL_PROXY") : ofScheme;
    String value = name == null ? null : variables.get(name);
    return name == null || value == null || noProxy.includes(url)
        ? null
        : ProxyServer.parse(name, value);
  }

  private @Nullable String name(String upperCase) {
    return Stream.of(lowerCase(upperCase), upperCase)
        .filter(variables::containsKey)
        .findFirst()
        .orElse(null);
  }

  private static String lowerCase(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
