package dev.ghbilling.conformance;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ghbilling.conformance.internal.check.RequestValues;
import dev.ghbilling.conformance.internal.check.Selection;
import dev.ghbilling.conformance.internal.http.BaseUrlParser;
import dev.ghbilling.conformance.internal.http.ProxyVariables;
import dev.ghbilling.conformance.internal.http.TestedServer;
import dev.ghbilling.conformance.internal.run.Checks;
import dev.ghbilling.conformance.internal.run.Criteria;
import dev.ghbilling.conformance.internal.run.RunSettings;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A server to test against the contract, with the settings of the run. Immutable; {@link #toString}
 * doesn't show the tokens.
 */
public final class ServerUnderTest {
  private final RunSettings settings;
  private final UnaryOperator<Checks> exploration;
  private final @Nullable Path report;

  private ServerUnderTest(
      RunSettings settings, UnaryOperator<Checks> exploration, @Nullable Path report) {
    this.settings = settings;
    this.exploration = exploration;
    this.report = report;
  }

  /**
   * Returns a builder for a server.
   *
   * @param baseUrl the API's base URL, for example {@code https://api.github.com}; plain http only
   *     to this machine
   * @param enterprise the enterprise's slug
   * @param token a token that may read, and write if the run may
   * @throws IllegalArgumentException when the base URL is invalid, or when a value is blank
   */
  public static Builder at(String baseUrl, String enterprise, String token) {
    return at(BaseUrlParser.parse(baseUrl, false), token).enterprise(enterprise);
  }

  /** Returns a builder for a server at a base URL that was validated before. */
  static Builder at(URI baseUrl, String token) {
    return new Builder(baseUrl, Builder.requireToken("token", token));
  }

  /** Returns a builder for a server that only the requests of somebody's client reach. */
  static Builder ofClient(URI baseUrl) {
    return new Builder(baseUrl, "");
  }

  RunSettings settings() {
    return settings;
  }

  /** Returns the checks to select from. */
  Checks checks(Contract contract) {
    return exploration.apply(Checks.of(contract));
  }

  Optional<Path> report() {
    return Optional.ofNullable(report);
  }

  @Override
  public String toString() {
    return settings.server().toString();
  }

  /** A builder of servers and settings. Not safe for use by several threads. */
  public static final class Builder {
    private final URI baseUrl;
    private final Map<String, String> scopes = new LinkedHashMap<>();
    private final String token;
    private @Nullable String outsiderToken;
    private boolean allowWrites;
    private final List<String> include = new ArrayList<>();
    private final List<String> exclude = new ArrayList<>();
    private boolean strict;
    private @Nullable Path baseline;
    private boolean writesBaseline;
    private int minCoverage;
    private UnaryOperator<Checks> exploration = UnaryOperator.identity();
    private @Nullable Path report;
    private boolean badCredentials;
    private Duration timeout = Duration.ofSeconds(30);
    private Duration longestWait = Duration.ofMinutes(5);
    private ProxyVariables proxies = ProxyVariables.NONE;
    private final Map<String, String> pathValues = new LinkedHashMap<>();
    private final Map<String, String> bodies = new LinkedHashMap<>();

    private Builder(URI baseUrl, String token) {
      this.baseUrl = baseUrl;
      this.token = token;
    }

    Builder enterprise(String enterprise) {
      scopes.put("enterprise", requireText("enterprise", enterprise));
      return this;
    }

    /**
     * Sets the organization whose operations are tested. By default it is the contract's example at
     * a server on this machine; elsewhere these operations don't apply.
     */
    public Builder organization(String organization) {
      scopes.put("org", requireText("organization", organization));
      return this;
    }

    /** Sets the login of the user whose operations are tested, like {@link #organization}. */
    public Builder user(String user) {
      scopes.put("username", requireText("user", user));
      return this;
    }

    /**
     * Sets the token of somebody without any right there. Without it, the checks of permissions
     * don't apply.
     *
     * @throws IllegalArgumentException when the text can't be a token
     */
    public Builder outsiderToken(String outsiderToken) {
      this.outsiderToken = requireToken("outsiderToken", outsiderToken);
      return this;
    }

    /** Sets whether checks that change something at the server may run; false by default. */
    public Builder allowWrites(boolean allowWrites) {
      this.allowWrites = allowWrites;
      return this;
    }

    /**
     * Adds a pattern of ids, in which {@code *} matches any text. Once there is one, only checks
     * that match one of the patterns run.
     */
    public Builder include(String pattern) {
      include.add(requireText("include", pattern));
      return this;
    }

    /** Adds a pattern of ids, in which {@code *} matches any text; matching checks don't run. */
    public Builder exclude(String pattern) {
      exclude.add(requireText("exclude", pattern));
      return this;
    }

    /**
     * Sets a file with the ids of checks that are known to fail, one a line. A listed check that
     * passes counts as a failure. A listed id that no check has is named in the report.
     */
    public Builder baseline(Path file) {
      this.baseline = Objects.requireNonNull(file);
      return this;
    }

    /**
     * Sets whether the baseline is written after the run, with the checks that failed and without
     * those that passed; then no listed check that passes counts as a failure.
     */
    Builder writesBaseline(boolean writesBaseline) {
      this.writesBaseline = writesBaseline;
      return this;
    }

    /**
     * Sets which percentage of the contract's items, such as operations, statuses, parameters and
     * properties, a run has to exercise; 0 by default. If it exercises fewer, the last test fails.
     *
     * @throws IllegalArgumentException when it isn't from 0 to 100
     */
    public Builder minCoverage(int percent) {
      if (percent < 0 || percent > 100) {
        throw new IllegalArgumentException(
            "the minimal coverage must be from 0 to 100, was " + percent);
      }
      this.minCoverage = percent;
      return this;
    }

    /**
     * Sets whether a violation of HTTP or of a guideline fails, as one of the contract does,
     * instead of warning; false by default.
     */
    public Builder strict(boolean strict) {
      this.strict = strict;
      return this;
    }

    /**
     * Adds a check for each operation, after all others, which sends random requests, valid and
     * invalid ones. Valid ones that write are only sent to a server on this machine, and only where
     * the run can delete what they create.
     *
     * @param requests how many for each operation
     * @param seed the seed of the random requests; the same one gives the same requests as long as
     *     the server shows the same values
     * @throws IllegalArgumentException when {@code requests} isn't positive
     */
    public Builder explore(int requests, long seed) {
      if (requests < 1) {
        throw new IllegalArgumentException(
            "the number of random requests must be positive, was " + requests);
      }
      this.exploration = checks -> checks.exploring(requests, seed);
      return this;
    }

    /** Sets the directory for {@code report.html} and the other reports. */
    public Builder report(Path directory) {
      this.report = Objects.requireNonNull(directory);
      return this;
    }

    /**
     * Sets how long a response may take, including its body; 30 seconds by default.
     *
     * @throws IllegalArgumentException when the timeout isn't positive
     */
    public Builder timeout(Duration timeout) {
      this.timeout = requirePositive("timeout", timeout);
      return this;
    }

    /**
     * Sets how long the server may take to complete what it prepares after its response, such as an
     * export; 300 seconds by default.
     *
     * @throws IllegalArgumentException when the time isn't positive
     */
    public Builder longestWait(Duration longestWait) {
      this.longestWait = requirePositive("wait", longestWait);
      return this;
    }

    /**
     * Sets whether a server on another machine gets invalid tokens, one to three for each
     * operation; false by default, since GitHub rejects every token for a while after several
     * invalid ones. A server on this machine gets them anyway.
     */
    public Builder badCredentials(boolean badCredentials) {
      this.badCredentials = badCredentials;
      return this;
    }

    /**
     * Takes the proxies from environment variables.
     *
     * @throws IllegalArgumentException when the one for the base URL can't be read
     */
    Builder proxies(Map<String, String> environment) {
      this.proxies = new ProxyVariables(environment);
      proxies.require(baseUrl);
      return this;
    }

    /** Sets the value of a path parameter, used instead of the first that the server lists. */
    public Builder value(String parameter, String value) {
      pathValues.put(parameter, requireText("value of " + parameter, value));
      return this;
    }

    /**
     * Sets the JSON document to send to an operation, used instead of the documented example.
     *
     * @throws IllegalArgumentException when it isn't a JSON object
     */
    public Builder body(String operationId, String json) {
      try {
        if (!ContractJson.MAPPER.readTree(json).isObject()) {
          throw new IllegalArgumentException(
              "the body of " + operationId + " must be a JSON object");
        }
      } catch (JsonProcessingException e) {
        throw new IllegalArgumentException("the body of " + operationId + " is not JSON", e);
      }
      bodies.put(operationId, json);
      return this;
    }

    /** Returns the server with its settings. */
    public ServerUnderTest build() {
      return new ServerUnderTest(
          new RunSettings(
              new TestedServer(
                  baseUrl,
                  Collections.unmodifiableMap(new LinkedHashMap<>(scopes)),
                  token,
                  Optional.ofNullable(outsiderToken),
                  badCredentials,
                  timeout,
                  longestWait,
                  proxies),
              allowWrites,
              new Selection(List.copyOf(include), List.copyOf(exclude)),
              new RequestValues(pathValues, bodies),
              new Criteria(strict, Optional.ofNullable(baseline), writesBaseline, minCoverage)),
          exploration,
          report);
    }

    private static Duration requirePositive(String setting, Duration time) {
      if (time.compareTo(Duration.ZERO) <= 0) {
        throw new IllegalArgumentException("%s must be positive, was %s".formatted(setting, time));
      }
      return time;
    }

    private static String requireText(String setting, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("the " + setting + " must not be blank");
      }
      return text;
    }

    private static String requireToken(String setting, String text) {
      if (!requireText(setting, text).matches("[A-Za-z0-9._~+/-]+=*")) {
        throw new IllegalArgumentException(
            "the %s must be the token alone: letters, digits and -._~+/, without quotes or NAME="
                .formatted(setting));
      }
      return text;
    }
  }
}
