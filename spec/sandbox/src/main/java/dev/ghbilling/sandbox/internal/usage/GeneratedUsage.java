package dev.ghbilling.sandbox.internal.usage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Any number of plausible rows in chronological order. Each is computed from its number alone, so
 * that no row is kept in memory. The same days give the same rows.
 *
 * <p>No two rows have date, SKU, organization and repository in common: within a day, the rows run
 * through all pairs of SKU and organization, and then again with the next repository.
 *
 * <p>A few rows are what makes real reports hard to read: corrections, quantities in millions, a
 * workflow with a comma and quotes in its name, and a SKU whose price changes within a month.
 */
public final class GeneratedUsage implements UsageData {
  private static final long FIRST_DAY = LocalDate.of(2025, 1, 1).toEpochDay();
  private static final String ACTIONS_LINUX = "Actions Linux";
  private static final List<Sku> METERED =
      List.of(
          new Sku("Actions", ACTIONS_LINUX, "Minutes", "0.008", 0, 5_000),
          new Sku("Actions", "Actions Windows", "Minutes", "0.016", 0, 2_000),
          new Sku("Actions", "Actions macOS", "Minutes", "0.08", 0, 500),
          new Sku("Actions", "Actions Storage", "GigabyteHours", "0.00033602", 9, 300),
          new Sku("Packages", "Packages Storage", "GigabyteHours", "0.00033602", 9, 300),
          new Sku("Packages", "Packages Data Transfer", "Gigabytes", "0.5", 9, 40),
          new Sku("Git LFS", "Git LFS Storage", "GigabyteHours", "0.00009409", 9, 900),
          new Sku("Codespaces", "Codespaces Compute 2-core", "Hours", "0.18", 4, 24),
          new Sku("Codespaces", "Codespaces Storage", "GigabyteHours", "0.00009722", 9, 700),
          new Sku("Copilot", "Copilot Premium Request", "Requests", "0.04", 0, 300),
          new Sku("Copilot", "Copilot Coding Agent", "Requests", "0.04", 0, 100),
          new Sku("Copilot", "Copilot AI Credits", "Credits", "0.01", 2, 900));

  /** SKUs that are charged per person, and so have no repository. */
  private static final List<Sku> LICENCES =
      List.of(
          new Sku("Copilot", "Copilot Business", "UserMonths", "19", 9, 3),
          new Sku("GitHub Enterprise", "GitHub Enterprise", "UserMonths", "21", 9, 3),
          new Sku("Advanced Security", "GitHub Advanced Security", "UserMonths", "49", 9, 2));

  private static final List<String> ORGANIZATIONS =
      List.of("octo-org", "octo-labs", "octo-platform", "hubot-robotics", "mona-design");
  private static final List<String> USERS =
      List.of("monalisa", "octocat", "octokitten", "hubot", "mona-the-octocat");
  private static final List<String> MODELS = List.of("GPT-5", "GPT-4.1", "Claude Sonnet 4.5");
  private static final String WORKFLOW = ".github/workflows/ci.yml";
  private static final String UNUSUAL_WORKFLOW = ".github/workflows/build, \"nightly\".yml";

  /** The price of Actions Linux from the middle of each month on. */
  private static final BigDecimal LOWER_PRICE = new BigDecimal("0.006");

  private static final BigDecimal LARGE = BigDecimal.valueOf(100_000);
  private static final int KINDS = METERED.size() + LICENCES.size();
  private static final int PAIRS = KINDS * ORGANIZATIONS.size();

  /** Coprime to the number of pairs, so that a few rows a day come to show all of them. */
  private static final int STEP = 11;

  private record Sku(
      String product, String name, String unit, BigDecimal price, int decimals, long most) {
    Sku(String product, String name, String unit, String price, int decimals, long most) {
      this(product, name, unit, new BigDecimal(price), decimals, most);
    }

    /** Returns whether about as much is used on a Sunday as on a Monday. */
    boolean isSteady() {
      return unit.equals("GigabyteHours") || unit.equals("UserMonths");
    }

    /** Returns a quantity of at least a hundredth and at most so many thousandths of the most. */
    BigDecimal quantity(long random, long share) {
      long one = BigDecimal.TEN.pow(decimals).longValueExact();
      long least = Math.max(1, one / 100);
      long range = most * one / 1_000 * share + most * one % 1_000 * share / 1_000 - least;
      return BigDecimal.valueOf(least + Math.floorMod(random, Math.max(1, range)), decimals);
    }
  }

  private final UsageDays days;
  private final List<String> costCenters;

  private GeneratedUsage(UsageDays days, List<String> costCenters) {
    this.days = days;
    this.costCenters = List.copyOf(costCenters.subList(0, Math.min(5, costCenters.size())));
  }

  /**
   * Generates a number of rows, spread evenly over the days of 2025.
   *
   * @param costCenters the ids of cost centers; the first five get rows
   */
  public static GeneratedUsage of2025(long size, List<String> costCenters) {
    return new GeneratedUsage(UsageDays.even(size), costCenters);
  }

  /**
   * Generates the rows of some whole months before the current one, and of the current one up to
   * yesterday, as far as they are known today: some thousand a month.
   *
   * @param costCenters the ids of cost centers; the first five get rows
   */
  public static GeneratedUsage history(int months, LocalDate today, List<String> costCenters) {
    return new GeneratedUsage(UsageDays.history(months, today), costCenters);
  }

  @Override
  public long size() {
    return days.size();
  }

  @Override
  public long identity(long row) {
    return days.identity(row);
  }

  @Override
  public long epochDay(long row) {
    return days.epochDay(days.day(row));
  }

  @Override
  public int hour(long row) {
    long identity = identity(row);
    return hasTime(identity) ? (int) Math.floorMod(random(identity, 1), 24L) : 0;
  }

  /** {@inheritDoc} Each of the first five cost centers has a tenth of the rows. */
  @Override
  public Optional<String> costCenter(long row) {
    int tenth = (int) (identity(row) % 10);
    return tenth < costCenters.size() ? Optional.of(costCenters.get(tenth)) : Optional.empty();
  }

  @Override
  public UsageRow row(long number) {
    int day = days.day(number);
    LocalDate date = LocalDate.ofEpochDay(days.epochDay(day));
    long identity = identity(number);
    long place =
        number - days.firstRow(day) + Math.floorMod((days.epochDay(day) - FIRST_DAY) * STEP, PAIRS);
    int kind = (int) (place % KINDS);
    String organization = ORGANIZATIONS.get((int) (place / KINDS % ORGANIZATIONS.size()));
    long round = place / PAIRS;

    int licence = kind - METERED.size();
    boolean metered = licence < 0 || round > 0;
    // A licence has no repository to make a second row of the same day distinct. Its place is then
    // taken by a metered SKU, in repositories that no other row has.
    Sku sku = metered ? METERED.get(licence < 0 ? kind : licence) : LICENCES.get(licence);
    String repository =
        metered ? organization + (licence < 0 ? "/service-" : "/library-") + round : null;

    boolean large = sku.unit().equals("GigabyteHours") && identity % 1_999 == 4;
    BigDecimal quantity = sku.quantity(random(identity, 2), days.share(number, sku.isSteady()));
    quantity = large ? quantity.multiply(LARGE) : quantity;
    // A correction takes usage back, so that the price times the quantity is still the gross
    // amount.
    quantity = metered && identity % 101 == 29 ? quantity.negate() : quantity;
    BigDecimal price =
        sku.name().equals(ACTIONS_LINUX) && date.getDayOfMonth() > 15 ? LOWER_PRICE : sku.price();
    BigDecimal gross = shorten(quantity.multiply(price), 9);
    // Public repositories have their storage for free, and a bill of some thousand dollars stays
    // one.
    BigDecimal discount = large ? gross : discount(identity, gross);
    // Real reports aren't always exact, so a client must not rely on it.
    int decimals = identity % 97 == 0 ? 4 : 9;
    BigDecimal net = shorten(gross.subtract(discount), decimals);
    return new UsageRow(
        hasTime(identity) ? "%sT%02d:00:00Z".formatted(date, hour(number)) : date.toString(),
        sku.product(),
        sku.name(),
        quantity,
        sku.unit(),
        price,
        gross,
        discount,
        net,
        organization,
        repository,
        any(USERS, identity, 4),
        metered && sku.product().equals("Copilot") ? any(MODELS, identity, 5) : null,
        sku.product().equals("Actions") ? identity % 17 == 8 ? UNUSUAL_WORKFLOW : WORKFLOW : null);
  }

  @Override
  public void writeJson(long row, JsonGenerator out) throws IOException {
    out.writeStartObject();
    row(row).writeProperties(out);
    out.writeEndObject();
  }

  private static boolean hasTime(long identity) {
    return identity % 3 == 2;
  }

  /** Nothing for most rows, all for some (what the plan includes), a part for a few. */
  private static BigDecimal discount(long identity, BigDecimal gross) {
    return switch ((int) Math.floorMod(random(identity, 3), 10L)) {
      case 0, 1, 2 -> gross;
      case 3 -> shorten(gross.multiply(new BigDecimal("0.15")), 9);
      default -> BigDecimal.ZERO;
    };
  }

  /** Rounds to at most so many decimals, without trailing zeros. */
  private static BigDecimal shorten(BigDecimal amount, int decimals) {
    BigDecimal rounded =
        amount.scale() > decimals ? amount.setScale(decimals, RoundingMode.HALF_EVEN) : amount;
    BigDecimal stripped = rounded.stripTrailingZeros();
    return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
  }

  private static String any(List<String> texts, long identity, int use) {
    return texts.get((int) Math.floorMod(random(identity, use), (long) texts.size()));
  }

  /** SplitMix64: evenly distributed, and the same for the same row and use. */
  private static long random(long identity, int use) {
    long z = (identity * 8 + use) * 0x9E3779B97F4A7C15L;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
