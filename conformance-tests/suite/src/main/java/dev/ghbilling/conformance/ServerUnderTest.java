package dev.ghbilling.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ghbilling.spec.ContractJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which server is held against the contract, and what may be asked of it. Immutable; {@link
 * #toString} doesn't show the tokens.
 */
public final class ServerUnderTest {
  private final URI baseUrl;
  private final String enterprise;
  private final String token;
  private final @Nullable String outsiderToken;
  private final boolean allowWrites;
  private final Selection selection;
  private final @Nullable Path knownFailing;
  private final @Nullable Path report;
  private final Duration timeout;
  private final Map<String, String> values;
  private final Map<String, String> bodies;

  private ServerUnderTest(Builder builder) {
    this.baseUrl = builder.baseUrl;
    this.enterprise = builder.enterprise;
    this.token = builder.token;
    this.outsiderToken = builder.outsiderToken;
    this.allowWrites = builder.allowWrites;
    this.selection = new Selection(List.copyOf(builder.include), List.copyOf(builder.exclude));
    this.knownFailing = builder.knownFailing;
    this.report = builder.report;
    this.timeout = builder.timeout;
    this.values = Map.copyOf(builder.values);
    this.bodies = Map.copyOf(builder.bodies);
  }

  /**
   * A server.
   *
   * @param baseUrl where the API is, as {@code https://api.github.com}: https, or plain http to
   *     this machine
   * @param enterprise the enterprise's slug
   * @param token a token that may read, and write if that is allowed
   * @throws IllegalArgumentException when a base URL can't be like that, or when a value is blank
   */
  public static Builder at(String baseUrl, String enterprise, String token) {
    return new Builder(BaseUrl.of(baseUrl, false), enterprise, token);
  }

  /** A server at an address that was looked at before. */
  static Builder at(URI baseUrl, String enterprise, String token) {
    return new Builder(baseUrl, enterprise, token);
  }

  URI baseUrl() {
    return baseUrl;
  }

  String enterprise() {
    return enterprise;
  }

  String token() {
    return token;
  }

  Optional<String> outsiderToken() {
    return Optional.ofNullable(outsiderToken);
  }

  boolean allowsWrites() {
    return allowWrites;
  }

  Selection selection() {
    return selection;
  }

  Optional<Path> knownFailing() {
    return Optional.ofNullable(knownFailing);
  }

  Optional<Path> report() {
    return Optional.ofNullable(report);
  }

  Duration timeout() {
    return timeout;
  }

  /** The value of a path parameter, if one was given. */
  Optional<String> value(String parameter) {
    return Optional.ofNullable(values.get(parameter));
  }

  /** The JSON document to send to an operation, if one was given. */
  Optional<String> body(String operationId) {
    return Optional.ofNullable(bodies.get(operationId));
  }

  Map<String, String> bodies() {
    return bodies;
  }

  boolean isLoopback() {
    return BaseUrl.isLoopback(baseUrl.getHost());
  }

  @Override
  public String toString() {
    return "enterprise " + enterprise + " at " + baseUrl;
  }

  /** What may be asked of a server. Not safe for use by several threads. */
  public static final class Builder {
    private final URI baseUrl;
    private final String enterprise;
    private final String token;
    private @Nullable String outsiderToken;
    private boolean allowWrites;
    private final List<String> include = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private @Nullable Path knownFailing;
    private @Nullable Path report;
    private Duration timeout = Duration.ofSeconds(30);
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();

    private Builder(URI baseUrl, String enterprise, String token) {
      this.baseUrl = baseUrl;
      this.enterprise = requireText("enterprise", enterprise);
      this.token = requireToken("token", token);
    }

    /**
     * The token of somebody without any right in the enterprise. Without it, nobody looks whether
     * such a one is refused.
     *
     * @throws IllegalArgumentException when it can't be a token
     */
    public Builder outsiderToken(String outsiderToken) {
      this.outsiderToken = requireToken("outsider's token", outsiderToken);
      return this;
    }

    /** Whether checks that change something at the server are done; by default they are not. */
    public Builder allowWrites(boolean allowWrites) {
      this.allowWrites = allowWrites;
      return this;
    }

    /** Does only checks whose id matches this or another such pattern; {@code *} is any text. */
    public Builder include(String pattern) {
      include.add(requireText("pattern", pattern));
      return this;
    }

    /** Leaves out checks whose id matches; {@code *} is any text. */
    public Builder exclude(String pattern) {
      exclude.add(requireText("pattern", pattern));
      return this;
    }

    /** A file with the ids of checks that may fail, one a line; one that passes is a failure. */
    public Builder knownFailing(Path file) {
      this.knownFailing = Objects.requireNonNull(file);
      return this;
    }

    /** The folder for {@code report.html}, {@code report.json} and {@code junit.xml}. */
    public Builder report(Path folder) {
      this.report = Objects.requireNonNull(folder);
      return this;
    }

    /**
     * How long an answer may take, its body included; 30 seconds by default.
     *
     * @throws IllegalArgumentException when it isn't positive
     */
    public Builder timeout(Duration timeout) {
      if (timeout.compareTo(Duration.ZERO) <= 0) {
        throw new IllegalArgumentException("the timeout must be positive");
      }
      this.timeout = timeout;
      return this;
    }

    /** The value of a path parameter, instead of the first that the server lists. */
    public Builder value(String parameter, String value) {
      values.put(parameter, requireText("value of " + parameter, value));
      return this;
    }

    /**
     * The JSON document to send to an operation, instead of the documented example.
     *
     * @throws IllegalArgumentException when it is no JSON object
     */
    public Builder body(String operationId, String json) {
      try {
        if (!ContractJson.MAPPER.readTree(json).isObject()) {
          throw new IllegalArgumentException("the body of " + operationId + " is no JSON object");
        }
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the body of " + operationId + " is not JSON", e);
      }
      bodies.put(operationId, json);
      return this;
    }

    /** The server. */
    public ServerUnderTest build() {
      return new ServerUnderTest(this);
    }

    private static String requireText(String what, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("the " + what + " must not be blank");
      }
      return text;
    }

    private static String requireToken(String what, String text) {
      if (!requireText(what, text).chars().allMatch(c -> c > ' ' && c < 127)) {
        throw new IllegalArgumentException("the " + what + " has characters that no token has");
      }
      return text;
    }
  }
}
