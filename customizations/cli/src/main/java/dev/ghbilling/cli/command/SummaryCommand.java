package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.command.UsagePeriod.Asked;
import dev.ghbilling.cli.command.UsagePeriod.Days;
import dev.ghbilling.cli.input.UsersFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Columns;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.api.UsageApi.GetAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetOrganizationUsageSummaryQuery;
import dev.ghbilling.client.api.UsageApi.GetPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUsageSummaryQuery;
import dev.ghbilling.client.api.UsageApi.GetUserAiCreditUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUserPremiumRequestUsageQuery;
import dev.ghbilling.client.api.UsageApi.GetUserUsageSummaryQuery;
import dev.ghbilling.client.model.ModelUsageItem;
import dev.ghbilling.client.model.ModelUsageReport;
import dev.ghbilling.client.model.UsageSummaryItem;
import dev.ghbilling.usage.UsageTotal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows sums of usage, which GitHub computes. Sends one request per month with the filters of the
 * contract, and with --users-file one per month and user.
 */
@Command
final class SummaryCommand extends ApiCommand {
  /** What the API takes for usage that isn't charged to a cost center. */
  private static final String NO_CENTER = "none";

  private final AccountCall<Sums> call;
  private final Class<? extends Record> item;
  private final ContractOptions filters;
  private final @Nullable UsersOptions users;
  private final UsagePeriod period = new UsagePeriod();
  private final Rounding rounding = new Rounding();
  private final RowOptions rows;

  @Spec private @Nullable CommandSpec command;

  private SummaryCommand(
      Console console,
      Class<? extends Record> item,
      ContractOptions filters,
      AccountCall<Sums> call,
      @Nullable UsersOptions users) {
    super(console);
    this.item = item;
    this.filters = filters;
    this.call =
        new AccountCall<>(
            billing -> charged(billing, call.enterprise().apply(billing)),
            call.organization(),
            call.user());
    this.users = users;
    this.rows = new RowOptions(console);
  }

  /** Requests sums with a query, in whose builder the given consumer sets what is asked for. */
  @FunctionalInterface
  private interface Sums {
    Object of(Consumer<Object> query);
  }

  /** Returns sums of a cost center by its id, which the option may name instead. */
  private Sums charged(GitHubBilling billing, Sums sums) {
    Optional<Object> center = filters.value("cost-center");
    if (center.isEmpty() || center.get().equals(NO_CENTER)) {
      return sums;
    }
    String id = billing.costCenters().findId(center.get().toString());
    return query ->
        sums.of(query.andThen(builder -> ContractOptions.set(builder, "costCenterId", id)));
  }

  /** The options for the usage of several users. */
  private static final class UsersOptions {
    @Option(
        names = "--users-file",
        paramLabel = "FILE",
        description = {
          "Show the usage of each of these users, with one request per user and month: a file with one login per line, or CSV with a column named login or username.",
          "If a request fails, the results of the users before it are printed on stdout, and the file of --output stays as it was."
        })
    private @Nullable Path file;

    @Option(
        names = "--after",
        paramLabel = "LOGIN",
        description =
            "Begin after this user of the file, to continue where an earlier command stopped.")
    private @Nullable String after;

    /** Returns the users to ask for; null when the options weren't given. */
    @Nullable List<String> logins() {
      if (file == null) {
        if (after != null) {
          throw new WrongUsageException("--after requires --users-file");
        }
        return null;
      }
      List<String> logins = UsersFile.read(file);
      if (after == null) {
        return logins;
      }
      for (int i = 0; i < logins.size(); i++) {
        if (logins.get(i).equalsIgnoreCase(after)) {
          return logins.subList(i + 1, logins.size());
        }
      }
      throw new WrongUsageException("--after %s is no user of %s".formatted(after, file));
    }
  }

  static CommandLine summary(Console console) {
    return commandLine(
        "summary",
        "Show totals of metered usage by product, SKU and price, including all cost centers.",
        new SummaryCommand(
            console,
            UsageSummaryItem.class,
            ContractOptions.ofQueries(
                GetUsageSummaryQuery.class,
                GetOrganizationUsageSummaryQuery.class,
                GetUserUsageSummaryQuery.class),
            new AccountCall<>(
                billing -> query -> billing.usage().summary(query::accept),
                billing -> query -> billing.usage().summary(query::accept),
                billing -> query -> billing.usage().summary(query::accept)),
            null));
  }

  static CommandLine premiumRequests(Console console) {
    return commandLine(
        "premium-requests",
        "Show premium requests and their cost, by model.",
        new SummaryCommand(
            console,
            ModelUsageItem.class,
            ContractOptions.ofQueries(
                GetPremiumRequestUsageQuery.class,
                GetOrganizationPremiumRequestUsageQuery.class,
                GetUserPremiumRequestUsageQuery.class),
            new AccountCall<>(
                billing -> query -> billing.usage().premiumRequests(query::accept),
                billing -> query -> billing.usage().premiumRequests(query::accept),
                billing -> query -> billing.usage().premiumRequests(query::accept)),
            new UsersOptions()));
  }

  static CommandLine aiCredits(Console console) {
    return commandLine(
        "ai-credits",
        "Show AI credits and their cost, by model.",
        new SummaryCommand(
            console,
            ModelUsageItem.class,
            ContractOptions.ofQueries(
                GetAiCreditUsageQuery.class,
                GetOrganizationAiCreditUsageQuery.class,
                GetUserAiCreditUsageQuery.class),
            new AccountCall<>(
                billing -> query -> billing.usage().aiCredits(query::accept),
                billing -> query -> billing.usage().aiCredits(query::accept),
                billing -> query -> billing.usage().aiCredits(query::accept)),
            new UsersOptions()));
  }

  private static CommandLine commandLine(String name, String description, SummaryCommand command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec()
        .name(name)
        .usageMessage()
        .description(
            description,
            "",
            "The default period is the current month. With --since, whole months are requested one by one and added up.",
            "Names of products, SKUs and models are compared by their letters and digits only, ignoring case: git_lfs is Git LFS.");
    line.addMixin("period", command.period);
    line.addMixin("rows", command.rows);
    line.addMixin("rounding", command.rounding);
    if (command.users != null) {
      line.addMixin("users", command.users);
    }
    return command.filters.addedTo(line);
  }

  @Override
  public void run() {
    CommandSpec self = Objects.requireNonNull(command);
    if (!self.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw new WrongUsageException("options must follow the command " + self.name());
    }
    List<Asked> asked = period.askedOfSums(console.today());
    rounding.requireValid();
    List<String> logins = users == null ? null : users.logins();
    rows.requireValid(logins == null ? Columns.of(item) : columnsByUser());
    if (logins != null) {
      if (self.commandLine().getParseResult().hasMatchedOption("--login")) {
        throw new WrongUsageException("give either --login or --users-file");
      }
      showEach(logins, asked);
      return;
    }
    ObjectNode result = api.call(call.andThen(sums -> wanted(asked, sums)));
    List<JsonNode> all = result.path("usageItems").valueStream().toList();
    ObjectNode shown = result.deepCopy();
    shown.putArray("usageItems").addAll(rows.largestOf(all, Columns.of(item)));
    output.print(
        rounding.of(shown),
        "usageItems",
        rounding.of(Columns.of(item)),
        () -> UsageGrids.sums(shown.path("usageItems"), UsageGrids.total(all.stream()), rounding));
    printTotal(all, name(result));
  }

  /** Shows the usage of users, of those before the failure if there is one. */
  private void showEach(List<String> logins, List<Asked> asked) {
    ObjectNode result = ResultJson.object();
    ArrayNode done = result.putArray("users");
    ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
    try {
      api.call(
          AccountCall.of(
              call.enterprise().andThen(sums -> addEach(logins, asked, sums, done)),
              Objects.requireNonNull(call.organization())
                  .andThen(sums -> addEach(logins, asked, sums, done))));
      print(result);
    } catch (RuntimeException e) {
      if (!done.isEmpty()) {
        // Not into the file of --output, which only a complete result replaces.
        console.onStdout(() -> print(result));
        console.note(
            "%d of %d users are done%s: add --after %s to continue"
                .formatted(
                    done.size(),
                    logins.size(),
                    console.isRedirected()
                        ? ", with their usage on stdout and not in the file"
                        : "",
                    logins.get(done.size() - 1)));
      }
      throw e;
    } finally {
      console.endProgress();
      shutdown.close();
    }
  }

  private ArrayNode addEach(List<String> logins, List<Asked> asked, Sums sums, ArrayNode done) {
    for (String login : logins) {
      ObjectNode usage =
          fetched(filters, asked, sums, query -> ContractOptions.set(query, "user", login));
      done.addObject().put("login", login).setAll(usage);
      console.progress("user " + login);
    }
    return done;
  }

  private void print(ObjectNode result) {
    JsonNode each = result.path("users");
    List<JsonNode> items =
        each.valueStream().flatMap(user -> user.path("usageItems").valueStream()).toList();
    ObjectNode shown = rows.areGiven() ? byItem(each) : result;
    output.print(
        rounding.of(shown),
        "users",
        rounding.of(columnsByUser()),
        () ->
            UsageGrids.sumsByUser(shown.path("users"), UsageGrids.total(items.stream()), rounding));
    printTotal(items, name(each.path(0)));
    if (items.isEmpty() && !each.isEmpty()) {
      noteNoUsage(each.path(0));
    }
  }

  /** Returns the items of all users in the order that was asked for, each with its user. */
  private ObjectNode byItem(JsonNode users) {
    List<ObjectNode> all = new ArrayList<>();
    for (JsonNode user : users) {
      for (JsonNode one : user.path("usageItems")) {
        ObjectNode row = ResultJson.object();
        user.properties()
            .forEach(
                property ->
                    row.set(
                        property.getKey(),
                        property.getKey().equals("usageItems") ? one : property.getValue()));
        all.add(row);
      }
    }
    ObjectNode result = ResultJson.object();
    ArrayNode shown = result.putArray("users");
    for (ObjectNode row : rows.largestOf(all, columnsByUser())) {
      row.set("usageItems", ResultJson.array(row.path("usageItems")));
      shown.add(row);
    }
    return result;
  }

  private static List<String> columnsByUser() {
    return Stream.concat(Stream.of("login"), Columns.of(ModelUsageReport.class).stream()).toList();
  }

  private void printTotal(List<JsonNode> items, String name) {
    if (output.forPeople()) {
      console.line("");
      UsageTotal all = rounding.of(UsageGrids.total(items.stream()));
      console.line(UsageGrids.total(name, all, "items") + rounding.note());
    }
  }

  /** Returns the name of the period that the response states, or that the options ask for. */
  private String name(JsonNode document) {
    LocalDate today = console.today();
    JsonNode of = document.path("timePeriod");
    return period.days(today) != null || !of.has("year")
        ? period.name(today)
        : Stream.of("year", "month", "day")
            .filter(of::has)
            .map(part -> "%02d".formatted(of.path(part).asInt()))
            .collect(Collectors.joining("-"));
  }

  /**
   * Gets sums. Where the server finds nothing by the name of a product, a SKU or a model, all of
   * them are requested, of which the name may be another spelling.
   */
  private ObjectNode wanted(List<Asked> asked, Sums sums) {
    ObjectNode found = fetched(filters, asked, sums, query -> {});
    if (found.path("usageItems").isEmpty()) {
      Map<String, String> names = filters.ofItems(item);
      List<JsonNode> all =
          names.isEmpty()
              ? List.of()
              : fetched(filters.without(names.keySet()), asked, sums, query -> {})
                  .path("usageItems")
                  .valueStream()
                  .toList();
      all.stream()
          .filter(one -> names.keySet().stream().allMatch(name -> filters.takes(name, one)))
          .forEach(found.withArrayProperty("usageItems")::add);
      if (found.path("usageItems").isEmpty()) {
        noteNothing(all, names, found);
      }
    }
    return found;
  }

  private void noteNothing(List<JsonNode> all, Map<String, String> names, JsonNode document) {
    List<String> unknown =
        all.isEmpty()
            ? List.of()
            : names.entrySet().stream()
                .filter(name -> all.stream().noneMatch(one -> filters.takes(name.getKey(), one)))
                .map(
                    name ->
                        UsageFilters.unknown(
                            name.getKey(),
                            name.getValue(),
                            all.stream().map(one -> one.path(name.getKey()).asText())))
                .toList();
    if (unknown.isEmpty()) {
      noteNoUsage(document);
    }
    unknown.forEach(console::note);
  }

  private void noteNoUsage(JsonNode document) {
    console.note(
        period.noUsage(
            console.today(), name(document), filters.isEmpty() ? "" : "leave out a filter, or "));
  }

  private ObjectNode fetched(
      ContractOptions options, List<Asked> asked, Sums sums, Consumer<Object> more) {
    List<ObjectNode> months = new ArrayList<>();
    for (Asked numbers : asked) {
      Consumer<Object> query = options::set;
      Object month = sums.of(query.andThen(numbers::set).andThen(more));
      months.add((ObjectNode) ResultJson.of(month));
    }
    ObjectNode sum = SummedUsage.of(months);
    Days days = period.days(console.today());
    if (months.size() > 1 && days != null) {
      sum.putObject("timePeriod")
          .put("since", days.since().toString())
          .put("until", days.until().toString());
    }
    return sum;
  }
}
