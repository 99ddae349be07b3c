package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import dev.ghbilling.client.model.UsageSummaryItem;
import dev.ghbilling.usage.UsageByUser;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Shows sums of usage, which GitHub computes: one request with the filters of the contract, or one
 * for each of several users.
 */
@Command
final class SummaryCommand extends ApiCommand {
  private final AccountCall<Object> call;
  private final Class<? extends Record> item;
  private final @Nullable UsersOptions users;

  @Spec private @Nullable CommandSpec command;

  private SummaryCommand(
      Console console,
      Class<? extends Record> item,
      AccountCall<Object> call,
      @Nullable UsersOptions users) {
    super(console);
    this.item = item;
    this.call = call;
    this.users = users;
  }

  /** Requests the usage of users, one after the other. */
  @FunctionalInterface
  private interface UsersCall {
    Stream<? extends UsageByUser<?>> of(Collection<String> logins);
  }

  /** The options for the usage of several users. */
  private static final class UsersOptions {
    private final AccountCall<UsersCall> call;

    @Option(
        names = "--users-file",
        paramLabel = "FILE",
        description = {
          "Show the usage of each of these users, by one request each: a file with one login per line, or CSV with a header that calls one column login or username.",
          "If a request fails, the users before it are printed."
        })
    private @Nullable Path file;

    @Option(
        names = "--after",
        paramLabel = "LOGIN",
        description =
            "Begin after this user of the file, to continue where an earlier command ended.")
    private @Nullable String after;

    UsersOptions(AccountCall<UsersCall> call) {
      this.call = call;
    }

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
    ContractOptions filters =
        ContractOptions.ofQueries(
            GetUsageSummaryQuery.class,
            GetOrganizationUsageSummaryQuery.class,
            GetUserUsageSummaryQuery.class);
    return commandLine(
        "summary",
        "Show sums of metered usage by product, SKU and price, those of all cost centers included.",
        filters,
        new SummaryCommand(
            console,
            UsageSummaryItem.class,
            new AccountCall<>(
                billing -> billing.usage().summary(filters::set),
                billing -> billing.usage().summary(filters::set),
                billing -> billing.usage().summary(filters::set)),
            null));
  }

  static CommandLine premiumRequests(Console console) {
    ContractOptions filters =
        ContractOptions.ofQueries(
            GetPremiumRequestUsageQuery.class,
            GetOrganizationPremiumRequestUsageQuery.class,
            GetUserPremiumRequestUsageQuery.class);
    return commandLine(
        "premium-requests",
        "Show the premium requests to models and their cost, by model.",
        filters,
        new SummaryCommand(
            console,
            ModelUsageItem.class,
            new AccountCall<>(
                billing -> billing.usage().premiumRequests(filters::set),
                billing -> billing.usage().premiumRequests(filters::set),
                billing -> billing.usage().premiumRequests(filters::set)),
            new UsersOptions(
                AccountCall.of(
                    billing ->
                        logins -> billing.usage().premiumRequestsByUser(logins, filters::set),
                    billing ->
                        logins -> billing.usage().premiumRequestsByUser(logins, filters::set)))));
  }

  static CommandLine aiCredits(Console console) {
    ContractOptions filters =
        ContractOptions.ofQueries(
            GetAiCreditUsageQuery.class,
            GetOrganizationAiCreditUsageQuery.class,
            GetUserAiCreditUsageQuery.class);
    return commandLine(
        "ai-credits",
        "Show the AI credits that models used and their cost, by model.",
        filters,
        new SummaryCommand(
            console,
            ModelUsageItem.class,
            new AccountCall<>(
                billing -> billing.usage().aiCredits(filters::set),
                billing -> billing.usage().aiCredits(filters::set),
                billing -> billing.usage().aiCredits(filters::set)),
            new UsersOptions(
                AccountCall.of(
                    billing -> logins -> billing.usage().aiCreditsByUser(logins, filters::set),
                    billing -> logins -> billing.usage().aiCreditsByUser(logins, filters::set)))));
  }

  private static CommandLine commandLine(
      String name, String description, ContractOptions filters, SummaryCommand command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().name(name).usageMessage().description(description);
    if (command.users != null) {
      line.addMixin("users", command.users);
    }
    return filters.addedTo(line);
  }

  @Override
  public void run() {
    CommandSpec self = Objects.requireNonNull(command);
    if (!self.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw new WrongUsageException("options must follow the command " + self.name());
    }
    List<String> logins = users == null ? null : users.logins();
    if (users != null && logins != null) {
      if (self.commandLine().getParseResult().hasMatchedOption("--login")) {
        throw new WrongUsageException("give either --login or --users-file");
      }
      showEach(logins, users.call);
      return;
    }
    JsonNode result = ResultJson.of(api.call(call));
    output.print(
        result, "usageItems", Columns.of(item), () -> UsageGrids.sums(result.path("usageItems")));
  }

  /** Shows the usage of users, of those before the failure if there is one. */
  private void showEach(List<String> logins, AccountCall<UsersCall> calls) {
    ObjectNode result = ResultJson.object();
    ArrayNode done = result.putArray("users");
    ShutdownInterrupt shutdown = ShutdownInterrupt.ofThisThread();
    try {
      api.call(
          calls.andThen(
              call -> {
                call.of(logins).forEach(each -> add(each, done));
                return done;
              }));
      print(result);
    } catch (RuntimeException e) {
      if (!done.isEmpty()) {
        print(result);
        console.note(
            "%d of %d users are done: add --after %s to continue"
                .formatted(done.size(), logins.size(), logins.get(done.size() - 1)));
      }
      throw e;
    } finally {
      console.endProgress();
      shutdown.close();
    }
  }

  private void add(UsageByUser<?> usage, ArrayNode done) {
    ObjectNode one = done.addObject().put("login", usage.login());
    one.setAll((ObjectNode) ResultJson.of(usage.report()));
    console.progress("user " + usage.login());
  }

  private void print(ObjectNode result) {
    output.print(
        result, "users", List.of("login"), () -> UsageGrids.sumsByUser(result.path("users")));
  }
}
