package dev.ghbilling.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.cli.output.ResultJson;
import dev.ghbilling.client.model.Budget;
import dev.ghbilling.client.model.BudgetScope;
import dev.ghbilling.client.model.BudgetUserState;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what was spent of a budget in a month: what GitHub says of it, or else the net amounts
 * of the usage that the budget is for.
 */
abstract sealed class BudgetSpending {
  private static final String AI_CREDITS = "aicredits";
  private static final String PREMIUM_REQUESTS = "premiumrequests";

  /**
   * What was spent of a budget.
   *
   * @param amount the amount in US dollars; null if it is unknown
   * @param limit the limit in US dollars that the amount is spent of; null if it is the budget's
   *     own
   * @param note the user with the largest share of a budget of each user, products that no usage
   *     has, or why the amount is unknown
   */
  record Spent(@Nullable BigDecimal amount, @Nullable BigDecimal limit, @Nullable String note) {
    private static Spent of(BigDecimal amount, @Nullable String note) {
      return new Spent(amount, null, note);
    }

    static Spent unknown(@Nullable String reason) {
      return new Spent(null, null, reason);
    }
  }

  private final YearMonth month;
  private final List<BudgetScope> scopes;

  /**
   * Prepares to find out what was spent in a month.
   *
   * @param scopes the scopes whose usage can be asked for; the first one is that of the account
   */
  private BudgetSpending(YearMonth month, BudgetScope... scopes) {
    this.month = month;
    this.scopes = List.of(scopes);
  }

  static BudgetSpending of(GitHubBilling billing, YearMonth month) {
    return new OfEnterprise(billing, month);
  }

  static BudgetSpending of(OrganizationBilling billing, YearMonth month) {
    return new OfOrganization(billing, month);
  }

  final int year() {
    return month.getYear();
  }

  final int month() {
    return month.getMonthValue();
  }

  /** Returns what was spent of a budget. */
  final Spent of(Budget budget) {
    if (budget.consumedAmount() != null) {
      return Spent.of(budget.consumedAmount(), budget.user());
    }
    BudgetScope scope = budget.budgetScope();
    if (scope.equals(BudgetScope.MULTI_USER_CUSTOMER)
        || scope.equals(BudgetScope.MULTI_USER_COST_CENTER)) {
      return ofEachUser(budget);
    }
    if (!scopes.contains(scope)) {
      return Spent.unknown("GitHub has no usage report for a budget of the scope " + scope.value());
    }
    String name = scope.equals(BudgetScope.USER) ? budget.user() : budget.budgetEntityName();
    if (!scope.equals(scopes.get(0)) && (name == null || name.isBlank())) {
      return Spent.unknown("the budget names no " + scope.value().replace('_', ' '));
    }
    List<String> products = products(budget);
    if (products.isEmpty()) {
      return Spent.unknown("the budget names no product or SKU");
    }
    BigDecimal sum = BigDecimal.ZERO;
    List<String> unused = new ArrayList<>();
    List<JsonNode> others = new ArrayList<>();
    for (String product : products) {
      Object usage = usage(normal(product), budget);
      if (usage == null) {
        return Spent.unknown("no usage of %s by %s".formatted(product, scope.value()));
      }
      List<JsonNode> items = ResultJson.of(usage).path("usageItems").valueStream().toList();
      List<JsonNode> own = items.stream().filter(item -> isOf(product, item)).toList();
      if (own.stream().anyMatch(BudgetSpending::isLicense)) {
        return Spent.unknown("its limit is a number of licenses");
      }
      if (own.isEmpty() && !items.isEmpty()) {
        unused.add(product);
        others.addAll(items);
      }
      for (JsonNode item : own) {
        sum = sum.add(item.path("netAmount").decimalValue());
      }
    }
    return Spent.of(sum, unused.isEmpty() ? null : unknown(unused, others));
  }

  /** Returns a line for products or SKUs that no usage has, with those that there are. */
  private static String unknown(List<String> names, List<JsonNode> items) {
    return "%s; SKUs: %s"
        .formatted(
            UsageFilters.unknown(
                "product or SKU", String.join(" or ", names), values(items, "product")),
            UsageFilters.list(values(items, "sku")));
  }

  private static Stream<String> values(List<JsonNode> items, String name) {
    return items.stream().map(item -> item.path(name).asText());
  }

  /** Returns the products or SKUs of a budget: lists have been seen to have several. */
  static List<String> products(Budget budget) {
    return budget.budgetProductSku() != null
        ? List.of(budget.budgetProductSku())
        : Objects.requireNonNullElse(budget.budgetProductSkus(), List.of());
  }

  /** Returns the report of a product; null if GitHub has none for the budget's scope. */
  private @Nullable Object usage(String product, Budget budget) {
    boolean byModel = product.equals(AI_CREDITS) || product.equals(PREMIUM_REQUESTS);
    if (budget.budgetScope().equals(byModel ? BudgetScope.REPOSITORY : BudgetScope.USER)) {
      return null;
    }
    return switch (product) {
      case AI_CREDITS -> aiCredits(budget);
      case PREMIUM_REQUESTS -> premiumRequests(budget);
      default -> summary(budget);
    };
  }

  private static boolean isOf(String product, JsonNode item) {
    String wanted = normal(product);
    return wanted.equals(AI_CREDITS)
        || wanted.equals(PREMIUM_REQUESTS)
        || wanted.equals(normal(item.path("product").asText()))
        || wanted.equals(normal(item.path("sku").asText()));
  }

  private static boolean isLicense(JsonNode item) {
    String unit = normal(item.path("unitType").asText());
    return unit.startsWith("user") || unit.startsWith("license") || unit.startsWith("seat");
  }

  /** Returns a word of GitHub's vocabulary without what its spelling varies in. */
  private static String normal(String word) {
    return word.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Returns what the budget applies to if it has the scope; null otherwise. */
  private static @Nullable String entity(Budget budget, BudgetScope scope) {
    return budget.budgetScope().equals(scope) ? budget.budgetEntityName() : null;
  }

  abstract Spent ofEachUser(Budget budget);

  abstract Object summary(Budget budget);

  abstract Object aiCredits(Budget budget);

  abstract Object premiumRequests(Budget budget);

  private static final class OfEnterprise extends BudgetSpending {
    /** Users with a target of 0 are over it by whatever they consume. */
    private static final Comparator<BudgetUserState> BY_SHARE =
        Comparator.comparing(
                (BudgetUserState state) ->
                    state.targetAmount().signum() == 0 && state.consumedAmount().signum() > 0)
            .thenComparing(OfEnterprise::share)
            .thenComparing(BudgetUserState::consumedAmount);

    private final GitHubBilling billing;

    private OfEnterprise(GitHubBilling billing, YearMonth month) {
      super(
          month,
          BudgetScope.ENTERPRISE,
          BudgetScope.ORGANIZATION,
          BudgetScope.REPOSITORY,
          BudgetScope.COST_CENTER,
          BudgetScope.USER);
      this.billing = billing;
    }

    private static BigDecimal share(BudgetUserState state) {
      return state.targetAmount().signum() == 0
          ? BigDecimal.ZERO
          : state.consumedAmount().divide(state.targetAmount(), MathContext.DECIMAL128);
    }

    @Override
    Spent ofEachUser(Budget budget) {
      return billing.budgets().userStates(budget.id()).stream()
          .max(BY_SHARE)
          .map(state -> new Spent(state.consumedAmount(), state.targetAmount(), state.user()))
          .orElse(Spent.of(BigDecimal.ZERO, null));
    }

    @Override
    Object summary(Budget budget) {
      return billing
          .usage()
          .summary(
              query ->
                  query
                      .year(year())
                      .month(month())
                      .organization(entity(budget, BudgetScope.ORGANIZATION))
                      .repository(entity(budget, BudgetScope.REPOSITORY))
                      .costCenterId(entity(budget, BudgetScope.COST_CENTER)));
    }

    @Override
    Object aiCredits(Budget budget) {
      return billing
          .usage()
          .aiCredits(
              query ->
                  query
                      .year(year())
                      .month(month())
                      .organization(entity(budget, BudgetScope.ORGANIZATION))
                      .costCenterId(entity(budget, BudgetScope.COST_CENTER))
                      .user(budget.user()));
    }

    @Override
    Object premiumRequests(Budget budget) {
      return billing
          .usage()
          .premiumRequests(
              query ->
                  query
                      .year(year())
                      .month(month())
                      .organization(entity(budget, BudgetScope.ORGANIZATION))
                      .costCenterId(entity(budget, BudgetScope.COST_CENTER))
                      .user(budget.user()));
    }
  }

  private static final class OfOrganization extends BudgetSpending {
    private final OrganizationBilling billing;

    private OfOrganization(OrganizationBilling billing, YearMonth month) {
      super(month, BudgetScope.ORGANIZATION, BudgetScope.REPOSITORY, BudgetScope.USER);
      this.billing = billing;
    }

    @Override
    Spent ofEachUser(Budget budget) {
      return Spent.unknown("an organization has no list of what each user spent");
    }

    @Override
    Object summary(Budget budget) {
      return billing
          .usage()
          .summary(
              query ->
                  query
                      .year(year())
                      .month(month())
                      .repository(entity(budget, BudgetScope.REPOSITORY)));
    }

    @Override
    Object aiCredits(Budget budget) {
      return billing
          .usage()
          .aiCredits(query -> query.year(year()).month(month()).user(budget.user()));
    }

    @Override
    Object premiumRequests(Budget budget) {
      return billing
          .usage()
          .premiumRequests(query -> query.year(year()).month(month()).user(budget.user()));
    }
  }
}
