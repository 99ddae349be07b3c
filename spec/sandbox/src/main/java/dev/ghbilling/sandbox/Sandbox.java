package dev.ghbilling.sandbox;

import dev.ghbilling.sandbox.internal.api.ApiHandler;
import dev.ghbilling.sandbox.internal.api.Authentication;
import dev.ghbilling.sandbox.internal.api.GitHubHeaders;
import dev.ghbilling.sandbox.internal.api.RateLimit;
import dev.ghbilling.sandbox.internal.api.RequestValidator;
import dev.ghbilling.sandbox.internal.api.RequiredUserAgent;
import dev.ghbilling.sandbox.internal.api.Router;
import dev.ghbilling.sandbox.internal.behaviour.BehaviourRegistry;
import dev.ghbilling.sandbox.internal.behaviour.DocumentedExamples;
import dev.ghbilling.sandbox.internal.behaviour.ResourceCollections;
import dev.ghbilling.sandbox.internal.behaviour.UsageReports;
import dev.ghbilling.sandbox.internal.export.DownloadStorage;
import dev.ghbilling.sandbox.internal.export.ExportRules;
import dev.ghbilling.sandbox.internal.export.ReportExports;
import dev.ghbilling.sandbox.internal.export.ReportFiles;
import dev.ghbilling.sandbox.internal.export.SignedUrls;
import dev.ghbilling.sandbox.internal.http.ConditionalGet;
import dev.ghbilling.sandbox.internal.http.GzipEncoding;
import dev.ghbilling.sandbox.internal.http.HttpDate;
import dev.ghbilling.sandbox.internal.http.JettyServer;
import dev.ghbilling.sandbox.internal.http.RequestHandler;
import dev.ghbilling.sandbox.internal.http.ResponseDecorator;
import dev.ghbilling.sandbox.internal.usage.GeneratedUsage;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server on the loopback interface that serves every operation of the contract, as GitHub's
 * documents describe it. Resources have state: what is created is listed, changes and can be
 * deleted, as the contract's {@code x-resource} says. Reports of usage select their rows. Any other
 * operation responds with its documented example. Of each scope one is served: the {@link
 * #enterprise}, and the organization and the user that the contract's parameters have as examples.
 *
 * <p>{@link #faults()} injects faults, and {@link #requests()} lists the requests that were
 * received.
 *
 * <p>As with GitHub, the files of exports have another origin: a port of its own.
 *
 * <p>Safe for use by several threads. Its threads are daemons: a sandbox that isn't closed doesn't
 * keep the JVM alive.
 */
public final class Sandbox implements AutoCloseable {
  private static final String ENTERPRISE = "enterprise";

  private final JettyServer server;
  private final String enterprise;
  private final ResourceCollections resources;
  private final Faults faults;
  private final RequestLog log = new RequestLog();

  private Sandbox(Builder builder) {
    Contract contract = builder.contract == null ? Contract.bundled() : builder.contract;
    Clock clock = builder.clock;
    boolean observed = builder.observed;
    this.enterprise = builder.enterprise;
    this.faults =
        new Faults(contract.operations().stream().map(Operation::id).collect(Collectors.toSet()));
    builder.scripts.forEach(script -> script.accept(faults));

    DocumentedExamples examples = new DocumentedExamples(contract, observed);
    Optional<Supplier<UsageData>> generated =
        builder.generated(costCenters(contract, examples, builder.costCenters));
    UsageReports usage = new UsageReports(contract, examples, generated, observed, clock);

    this.server = new JettyServer(builder.port);
    SignedUrls urls = new SignedUrls(server.storageOrigin(), clock);
    ExportRules exportRules = observed ? ExportRules.OBSERVED : ExportRules.DOCUMENTED;
    ReportFiles files =
        new ReportFiles(
            usage.data(),
            this::costCenterName,
            builder.exportFiles,
            exportRules.hasFileWithoutRows());
    ReportExports exports = new ReportExports(files, urls, exportRules);
    this.resources =
        new ResourceCollections(contract, examples, exports, clock, builder.exportDelay);
    builder.costCenters.forEach(
        center ->
            resources
                .withMembers()
                .ifPresent(all -> all.configure(center.id(), center.name(), center.users())));

    Router router = new Router(contract.operations());
    RequestHandler api =
        new ConditionalGet(
            new ApiHandler(
                router,
                new Authentication(builder.token, builder.outsiderToken),
                scopes(contract),
                new RequestValidator(contract, clock),
                new BehaviourRegistry(contract, examples, resources, usage)));
    Clock dateClock = Clock.offset(clock, builder.dateSkew);
    ResponseDecorator apiHeaders =
        new GitHubHeaders(
            contract,
            new RateLimit(clock, builder.rateLimit),
            dateClock,
            !observed && generated.isEmpty(),
            builder.token.isEmpty());
    ResponseDecorator storageHeaders =
        (request, next) ->
            next.handle(request).withHeader("Date", HttpDate.of(dateClock.instant()));
    server.start(
        FaultInjection.api(
            router,
            faults,
            log,
            apiHeaders,
            observed ? new GzipEncoding(new RequiredUserAgent(api)) : api,
            clock),
        FaultInjection.storage(
            faults, log, storageHeaders, new DownloadStorage(exports, urls), clock));
  }

  /** Returns the ids of the cost centers that the sandbox starts with. */
  private static List<String> costCenters(
      Contract contract, DocumentedExamples examples, List<Builder.CostCenter> configured) {
    return Stream.concat(
            ResourceCollections.describedWithMembers(contract).stream()
                .flatMap(
                    center ->
                        examples.resources(center.collection()).stream()
                            .map(one -> one.at(center.id()).asText())),
            configured.stream().map(Builder.CostCenter::id))
        .toList();
  }

  private String costCenterName(String id) {
    return resources.withMembers().flatMap(all -> all.name(id)).orElse("");
  }

  /**
   * Returns the only value that is served of each parameter that the path of an operation begins
   * with.
   */
  private Map<String, String> scopes(Contract contract) {
    Map<String, String> scopes = new HashMap<>();
    for (Operation operation : contract.operations()) {
      operation.parameters(Parameter.Location.PATH).stream()
          .findFirst()
          .filter(scope -> scope.example().isPresent())
          .ifPresent(scope -> scopes.put(scope.name(), scope.example().get()));
    }
    scopes.put(ENTERPRISE, enterprise);
    return scopes;
  }

  /** Returns a builder; unless configured, it serves the bundled contract at a free port. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the API's URL, such as {@code http://127.0.0.1:49152}, without a slash at its end. */
  public URI baseUrl() {
    return URI.create(server.apiOrigin());
  }

  /** Returns the slug of the only enterprise that is served. */
  public String enterprise() {
    return enterprise;
  }

  /** Returns the script of faults, which can be changed while the sandbox runs. */
  public Faults faults() {
    return faults;
  }

  /**
   * Returns the requests that the API and the storage have received, the oldest first. Only the
   * newest 1000 are kept. A request is in the list before its response is sent.
   *
   * @return an immutable list, which later requests don't change
   */
  public List<RecordedRequest> requests() {
    return log.list();
  }

  /** Ends all connections and frees the ports. Closing again has no effect. */
  @Override
  public void close() {
    server.stop();
  }

  /** A builder of sandboxes. Not safe for use by several threads. */
  public static final class Builder {
    private int port;
    private String enterprise = "octo-enterprise";
    private Optional<String> token = Optional.empty();
    private Optional<String> outsiderToken = Optional.empty();
    private long usageItems;
    private int history;
    private Clock clock = Clock.systemUTC();
    private Duration exportDelay = Duration.ofSeconds(1);
    private boolean observed;
    private OptionalInt exportFiles = OptionalInt.empty();
    private Duration dateSkew = Duration.ZERO;
    private OptionalInt rateLimit = OptionalInt.empty();
    private @Nullable Contract contract;
    private final List<Consumer<Faults>> scripts = new ArrayList<>();
    private final List<CostCenter> costCenters = new ArrayList<>();

    private record CostCenter(String id, String name, List<String> users) {}

    private Builder() {}

    /** Sets the port of the API. The default, 0, takes a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * Sets the slug of the enterprise that is served, {@code octo-enterprise} by default. Any other
     * one gets a 404.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder enterprise(String enterprise) {
      this.enterprise = requireText("enterprise", enterprise);
      return this;
    }

    /**
     * Sets the only token that is accepted. By default any non-empty token is, and the header
     * {@code X-Ghbilling-Tokens} of each response says so, so that the conformance suite doesn't
     * take it for a fault.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder token(String token) {
      this.token = Optional.of(requireText("token", token));
      return this;
    }

    /**
     * Sets a token of somebody without rights in the enterprise, which gets a 403.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder outsiderToken(String token) {
      this.outsiderToken = Optional.of(requireText("outsiderToken", token));
      return this;
    }

    private static String requireText(String setting, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException(setting + " must not be blank");
      }
      return text;
    }

    /**
     * Sets the number of usage rows, which are generated: all in 2025, and the same ones every
     * time. The default, 0, serves the documented rows. Any number fits into memory.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public Builder usageItems(long number) {
      if (number < 0) {
        throw new IllegalArgumentException("usageItems must not be negative, was " + number);
      }
      this.usageItems = number;
      return this;
    }

    /**
     * Sets of how many whole months before the current one there is usage, besides that of the
     * current one up to yesterday. It is generated: some thousand rows a month, the same ones for
     * the same date, with growth, weekdays and weekends. As GitHub does, the sandbox knows the
     * usage of a Friday only on Monday, and corrects days that are younger than four days. The
     * default, 0, doesn't generate a history.
     *
     * @throws IllegalArgumentException when the number is negative or more than 60
     */
    public Builder history(int months) {
      if (months < 0 || months > 60) {
        throw new IllegalArgumentException("history must be 0 to 60 months, was " + months);
      }
      this.history = months;
      return this;
    }

    private Optional<Supplier<UsageData>> generated(List<String> costCenterIds) {
      if (history > 0) {
        return Optional.of(
            () ->
                GeneratedUsage.history(
                    history, LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), costCenterIds));
      }
      if (usageItems > 0) {
        UsageData rows = GeneratedUsage.of2025(usageItems, costCenterIds);
        return Optional.of(() -> rows);
      }
      return Optional.empty();
    }

    /** Sets the clock; the system's by default. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock);
      return this;
    }

    /**
     * Sets whether the sandbox behaves as the API has been observed to behave, beyond its
     * documents; false by default. The differences:
     *
     * <ul>
     *   <li>numbers have decimals where the documents show integers, dates of usage have a time of
     *       day, licences have a blank repository, and in a quarter of the rows the gross amount
     *       isn't price times quantity ({@link #usageItems} gives enough rows to see it);
     *   <li>responses have undocumented properties, some of them null, the breakdown of minutes has
     *       more keys, and cost centers have more types of resources;
     *   <li>a usage report without a month has only the first day of each month;
     *   <li>an export has at most 31 days, or 366 if it is summarized, is refused with 409 while
     *       another one is processed, and has no file if it has no row; the columns of a file are
     *       in another order, and one is unknown;
     *   <li>a change of a cost center has at most 50 users, and its response lists those who were
     *       in another one;
     *   <li>a request without {@code User-Agent} gets a 403;
     *   <li>responses are compressed if the request accepts gzip.
     * </ul>
     */
    public Builder asObserved(boolean observed) {
      this.observed = observed;
      return this;
    }

    /**
     * Sets how many files an export has, if it has as many rows. By default, a file has a million
     * rows.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Builder exportFiles(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("exportFiles must be at least 1, was " + number);
      }
      this.exportFiles = OptionalInt.of(number);
      return this;
    }

    /**
     * Sets how far the {@code Date} of every response is ahead of the clock, or, if negative,
     * behind it. Everything else goes by the clock, {@code x-ratelimit-reset} included.
     */
    public Builder dateSkew(Duration skew) {
      this.dateSkew = Objects.requireNonNull(skew);
      return this;
    }

    /**
     * Sets how many requests an hour are let through; further ones get a 403. By default, a limit
     * of 5000 is announced but not enforced.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public Builder rateLimit(int requests) {
      if (requests < 0) {
        throw new IllegalArgumentException("rateLimit must not be negative, was " + requests);
      }
      this.rateLimit = OptionalInt.of(requests);
      return this;
    }

    /**
     * Adds to the script of faults, for example {@code faults(faults -> faults.onAny().call(1)
     * .respondWith(503))}. {@link Sandbox#faults} adds more while the sandbox runs.
     */
    public Builder faults(Consumer<Faults> script) {
      scripts.add(Objects.requireNonNull(script));
      return this;
    }

    /** Sets how long an export is processed, by the clock; 1 second by default. */
    public Builder exportDelay(Duration delay) {
      this.exportDelay = Objects.requireNonNull(delay);
      return this;
    }

    /** Sets the contract to serve; the bundled one by default. */
    public Builder contract(Contract contract) {
      this.contract = Objects.requireNonNull(contract);
      return this;
    }

    /**
     * Adds a cost center to the documented one. Its users leave the cost centers that they were in.
     *
     * @param id the id that operations take
     * @param name the name for display
     * @param users the logins of its users
     */
    public Builder costCenter(String id, String name, String... users) {
      costCenters.add(new CostCenter(id, name, List.of(users)));
      return this;
    }

    /**
     * Starts the sandbox. It accepts connections when this returns.
     *
     * @throws UncheckedIOException when the port is in use
     * @throws IllegalArgumentException when two cost centers have the same id, when the script
     *     names an operation that the contract doesn't have, or when both {@link #usageItems} and
     *     {@link #history} are set
     */
    public Sandbox start() {
      if (usageItems > 0 && history > 0) {
        throw new IllegalArgumentException("set either usageItems or history, not both");
      }
      return new Sandbox(this);
    }
  }
}
