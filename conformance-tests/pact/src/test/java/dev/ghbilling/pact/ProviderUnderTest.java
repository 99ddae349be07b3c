package dev.ghbilling.pact;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A provider that somebody else runs, and whose data a test must not set up.
 *
 * @param baseUrl the API's base URL
 * @param enterprise the enterprise's slug
 * @param token the token
 * @param states the names of the states that the provider is in
 */
record ProviderUnderTest(URI baseUrl, String enterprise, String token, Set<String> states) {
  static final String URL_PROPERTY = "pact.provider.url";
  static final String ENTERPRISE_PROPERTY = "pact.enterprise";
  static final String STATES_PROPERTY = "pact.provider.states";
  static final String TOKEN_VARIABLE = "GITHUB_TOKEN";

  /**
   * Reads the provider from system properties and environment variables.
   *
   * @throws IllegalArgumentException when the URL or the token is missing
   */
  static ProviderUnderTest of(Properties properties, Map<String, String> variables) {
    Set<String> states = new TreeSet<>(List.of(Given.ENTERPRISE_EXISTS));
    Stream.of(properties.getProperty(STATES_PROPERTY, "").split(";"))
        .map(String::strip)
        .filter(state -> !state.isEmpty())
        .forEach(states::add);
    return new ProviderUnderTest(
        URI.create(required(URL_PROPERTY, properties.getProperty(URL_PROPERTY))),
        properties.getProperty(ENTERPRISE_PROPERTY, SdkCalls.ENTERPRISE),
        required(TOKEN_VARIABLE, variables.get(TOKEN_VARIABLE)),
        Set.copyOf(states));
  }

  /** Returns a path with this enterprise instead of the pact's. */
  String path(String pactPath) {
    return pactPath.replace(
        "/enterprises/" + SdkCalls.ENTERPRISE + "/", "/enterprises/" + enterprise + "/");
  }

  /** Returns a description without the token. */
  @Override
  public String toString() {
    return enterprise + " at " + baseUrl;
  }

  private static String required(String name, @Nullable String value) {
    return Optional.ofNullable(value)
        .filter(text -> !text.isBlank())
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not set: it is required to verify a provider"));
  }
}
