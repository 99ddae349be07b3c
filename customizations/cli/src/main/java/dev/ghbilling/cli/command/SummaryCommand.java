package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Shows sums of usage, which GitHub computes: one request with the filters of the contract. */
@Command
final class SummaryCommand extends ApiCommand {
  private final AccountCall<Object> call;
  private final Class<? extends Record> item;

  @Spec private @Nullable CommandSpec command;

  private SummaryCommand(Console console, Class<? extends Record> item, AccountCall<Object> call) {
    super(console);
    this.item = item;
    this.call = call;
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
                billing -> billing.usage().summary(filters::set))));
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
                billing -> billing.usage().premiumRequests(filters::set))));
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
                billing -> billing.usage().aiCredits(filters::set))));
  }

  private static CommandLine commandLine(
      String name, String description, ContractOptions filters, SummaryCommand command) {
    CommandLine line = new CommandLine(command);
    line.getCommandSpec().name(name).usageMessage().description(description);
    return filters.addedTo(line);
  }

  @Override
  public void run() {
    CommandSpec self = Objects.requireNonNull(command);
    if (!self.parent().commandLine().getParseResult().matchedOptions().isEmpty()) {
      throw new WrongUsageException("options must follow the command " + self.name());
    }
    JsonNode result = ResultJson.of(api.call(call));
    output.print(
        result, "usageItems", Columns.of(item), () -> UsageGrids.sums(result.path("usageItems")));
  }
}
