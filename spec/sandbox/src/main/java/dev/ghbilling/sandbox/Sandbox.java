package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The contract, running: a server on the loopback interface that answers every operation of the
 * contract, as GitHub would as far as its documents say. Cost centers, exports and the usage report
 * have state; everything else is answered with the documented example.
 *
 * <p>What goes wrong is said by {@link #faults()}; what was asked is told by {@link #requests()}.
 *
 * <p>The files of exports are served at another origin, a port of its own, as GitHub does.
 *
 * <p>Safe for use by several threads. Its threads are daemons: a sandbox that isn't closed doesn't
 * keep the JVM alive.
 */
public final class Sandbox implements AutoCloseable {
  private final JettyServer server;
  private final String enterprise;
  private final Faults faults;
  private final RequestLog log = new RequestLog();

  private Sandbox(Builder builder) {
    Contract contract = builder.contract == null ? Contract.bundled() : builder.contract;
    Clock clock = builder.clock;
    this.enterprise = builder.enterprise;
    boolean observed = builder.observed;
    ExportRules exportRules = observed ? ExportRules.OBSERVED : ExportRules.DOCUMENTED;

    DocumentedExamples examples =
        observed
            ? new DocumentedExamples(contract, ObservedAnswers::change)
            : new DocumentedExamples(contract);
    CostCenters costCenters =
        new CostCenters(examples, observed ? ObservedAnswers::costCenter : center -> {});
    builder.costCenters.forEach(
        center -> costCenters.create(center.id(), center.name(), center.users()));
    ObjectNode report = examples.answer("getUsageReport");
    UsageData documented =
        builder.usageItems > 0
            ? new GeneratedUsage(builder.usageItems, costCenters.ids())
            : new DocumentedUsage(report.path(UsageReport.ITEMS));
    UsageData data = observed ? new ObservedUsage(documented) : documented;
    UsageReport usage =
        new UsageReport(
            report,
            data,
            builder.usageItems > 0,
            costCenters,
            observed ? UsageFilter::onFirstDaysUnlessMonth : UnaryOperator.identity(),
            clock);

    this.faults =
        new Faults(contract.operations().stream().map(Operation::id).collect(Collectors.toSet()));
    builder.scripts.forEach(script -> script.accept(faults));

    this.server = new JettyServer(builder.port);
    SignedUrls urls = new SignedUrls(server.storageOrigin(), clock);
    Exports exports =
        new Exports(
            examples,
            new ReportFiles(
                data, costCenters, builder.exportFiles, exportRules.hasFileWithoutRows()),
            urls,
            clock,
            builder.exportDelay,
            exportRules);
    Router router = new Router(contract.operations());
    Responder api =
        new Api(
            router,
            new Authentication(builder.token, builder.outsiderToken),
            enterprise,
            new RequestCheck(contract),
            new Behaviours(
                contract,
                costCenters,
                usage,
                exports,
                observed ? ObservedBehaviours.of(examples, costCenters) : Map.of()));
    Responder host =
        observed ? new Gzip(new ObservedManners(new ConditionalGet(api))) : new ConditionalGet(api);
    Clock dateClock = Clock.offset(clock, builder.dateSkew);
    RateLimit limit = new RateLimit(clock, builder.rateLimit);
    boolean documentedAnswers = !observed && builder.usageItems == 0;
    Frame headers = new GitHubHeaders(contract, limit, dateClock, documentedAnswers);
    Frame dated =
        (request, inner) -> inner.answer(request).with("Date", HttpDate.of(dateClock.instant()));
    server.start(
        FaultInjection.api(router, faults, log, headers, host, clock),
        FaultInjection.storage(faults, log, dated, new DownloadStorage(exports, urls), clock));
  }

  /** A sandbox to configure; as it is, it serves the bundled contract at a free port. */
  public static Builder builder() {
    return new Builder();
  }

  /** Where the API is, as {@code http://127.0.0.1:49152}, without a slash at its end. */
  public URI baseUrl() {
    return URI.create(server.apiOrigin());
  }

  /** The only enterprise that is served. */
  public String enterprise() {
    return enterprise;
  }

  /** What goes wrong, to be added to while the sandbox runs. */
  public Faults faults() {
    return faults;
  }

  /**
   * What was asked so far, of the API and of the storage of exports' files; the oldest first. Of
   * more than 1000 requests, the newest are kept. A request is in the list before it is answered.
   *
   * @return an immutable list, which doesn't change with later requests
   */
  public List<RecordedRequest> requests() {
    return log.list();
  }

  /** Stops serving and frees the ports. Closing again has no effect. */
  @Override
  public void close() {
    server.stop();
  }

  /** What a sandbox is to be like. Not safe for use by several threads. */
  public static final class Builder {
    private int port;
    private String enterprise = "octo-enterprise";
    private Optional<String> token = Optional.empty();
    private Optional<String> outsiderToken = Optional.empty();
    private long usageItems;
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

    /** The port of the API. The default, 0, takes a free one. */
    public Builder port(int port) {
      this.port = port;
      return this;
    }

    /**
     * The enterprise's slug, {@code octo-enterprise} by default. Any other one is answered 404.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder enterprise(String enterprise) {
      this.enterprise = requireText("enterprise", enterprise);
      return this;
    }

    /**
     * The only token that is accepted. By default every token is, as long as there is one.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder token(String token) {
      this.token = Optional.of(requireText("token", token));
      return this;
    }

    /**
     * A token of somebody without any right in the enterprise, who is answered 403.
     *
     * @throws IllegalArgumentException when it is blank
     */
    public Builder outsiderToken(String token) {
      this.outsiderToken = Optional.of(requireText("token", token));
      return this;
    }

    private static String requireText(String what, String text) {
      if (text.isBlank()) {
        throw new IllegalArgumentException("the " + what + " must not be blank");
      }
      return text;
    }

    /**
     * How many rows of usage there are, all of 2025 and the same ones every time. The default, 0,
     * stands for the documented rows. Any number fits into memory.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public Builder usageItems(long number) {
      if (number < 0) {
        throw new IllegalArgumentException("there can't be " + number + " usage items");
      }
      this.usageItems = number;
      return this;
    }

    /** What time it is; by default, what the system says. */
    public Builder clock(Clock clock) {
      this.clock = Objects.requireNonNull(clock);
      return this;
    }

    /**
     * Whether the sandbox behaves as the API has been observed in the field beyond its documents.
     * By default it doesn't. It then differs so:
     *
     * <ul>
     *   <li>numbers have decimals where the documents show integers, dates of usage have a time of
     *       day, licences have a blank repository, and in a quarter of the rows price times
     *       quantity isn't gross ({@link #usageItems} gives rows to see it);
     *   <li>answers have properties that the documents don't, some of them null, the breakdown of
     *       minutes has more keys, and cost centers have more types of resources;
     *   <li>usage that is asked for without a month has only the first day of each month;
     *   <li>an export has at most 31 days, or 366 if it is summarized, is refused with 409 while
     *       another one is processed, and has no file if it has no row; {@code ai_credit} is a
     *       report type; the columns of a file come in another order, and one is unknown;
     *   <li>a change of a cost center has at most 50 users, and tells who was in another one;
     *   <li>a request without {@code User-Agent} is answered 403, one for an unknown version of the
     *       API 400;
     *   <li>answers are compressed if the request accepts gzip.
     * </ul>
     */
    public Builder asObserved(boolean observed) {
      this.observed = observed;
      return this;
    }

    /**
     * How many files an export has, as far as it has rows for them. By default, a file has a
     * million rows.
     *
     * @throws IllegalArgumentException when the number is less than 1
     */
    public Builder exportFiles(int number) {
      if (number < 1) {
        throw new IllegalArgumentException("an export can't have " + number + " files");
      }
      this.exportFiles = OptionalInt.of(number);
      return this;
    }

    /**
     * How far the {@code Date} of every answer is ahead of the clock, or, if negative, behind it.
     * Everything else goes by the clock, also {@code x-ratelimit-reset}.
     */
    public Builder dateSkew(Duration skew) {
      this.dateSkew = Objects.requireNonNull(skew);
      return this;
    }

    /**
     * How many requests there may be in an hour; more are answered 403. By default, 5000 are
     * announced, and more are answered nevertheless.
     *
     * @throws IllegalArgumentException when the number is negative
     */
    public Builder rateLimit(int requests) {
      if (requests < 0) {
        throw new IllegalArgumentException("there can't be " + requests + " requests");
      }
      this.rateLimit = OptionalInt.of(requests);
      return this;
    }

    /**
     * Adds to the script of what goes wrong: {@code faults(faults -> faults.onAny().call(1)
     * .answer(503))}. More can be added while the sandbox runs, to {@link Sandbox#faults}.
     */
    public Builder faults(Consumer<Faults> script) {
      scripts.add(Objects.requireNonNull(script));
      return this;
    }

    /** How long an export is processed, by the clock; 1 second by default. */
    public Builder exportDelay(Duration delay) {
      this.exportDelay = Objects.requireNonNull(delay);
      return this;
    }

    /** The contract to serve; by default, the bundled one. */
    public Builder contract(Contract contract) {
      this.contract = Objects.requireNonNull(contract);
      return this;
    }

    /**
     * Adds a cost center to the documented one. A user who is in another leaves that.
     *
     * @param id the id, as operations take it
     * @param name the name that people give it
     * @param users the logins of its users
     */
    public Builder costCenter(String id, String name, String... users) {
      costCenters.add(new CostCenter(id, name, List.of(users)));
      return this;
    }

    /**
     * Starts the sandbox, which then accepts connections.
     *
     * @throws UncheckedIOException when the port is in use
     * @throws IllegalArgumentException when two cost centers have the same id, or when the script
     *     names an operation that the contract doesn't have
     */
    public Sandbox start() {
      return new Sandbox(this);
    }
  }
}
