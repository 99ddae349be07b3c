package dev.ghbilling.cli.command;

import dev.ghbilling.BillingClient;
import dev.ghbilling.BillingClientBuilder;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.cli.input.TokenFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options that name the API, the account and the token. */
final class ApiOptions {
  private final Console console;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "The base URL of the API. Default: GITHUB_API_URL, or the API of github.com.",
        "GHE.com: https://api.SUBDOMAIN.ghe.com",
        "Enterprise Server: https://HOST/api/v3"
      })
  private @Nullable URI baseUrl;

  private final Set<Account> possible;
  private final Map<Account, OptionSpec> accounts = new EnumMap<>(Account.class);

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file that contains the token. Default: the token in GH_TOKEN or GITHUB_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--allow-insecure",
      description = "Allow plain http to another machine, which exposes the token to the network.")
  private boolean allowInsecure;

  /** Creates the options of a command for accounts of all kinds. */
  ApiOptions(Console console) {
    this(console, EnumSet.allOf(Account.class));
  }

  /**
   * Creates the options of a command.
   *
   * @param possible the kinds of accounts that the command is for
   */
  ApiOptions(Console console, Set<Account> possible) {
    this.console = console;
    this.possible = possible;
  }

  /**
   * Adds the options of accounts, of which one may be given. Those that the command isn't for are
   * hidden, not missing, so that they are refused with the reason.
   */
  @Spec(Spec.Target.MIXEE)
  void addAccounts(CommandSpec command) {
    ArgGroupSpec.Builder one = ArgGroupSpec.builder();
    for (Account account : Account.values()) {
      OptionSpec option = account.toOption(!possible.contains(account));
      accounts.put(account, option);
      one.addArg(option);
    }
    command.addArgGroup(one.build());
  }

  private Map<Account, String> given() {
    Map<Account, String> given = new EnumMap<>(Account.class);
    accounts.forEach(
        (account, option) -> {
          String name = option.getValue();
          if (name != null) {
            given.put(account, name);
          }
        });
    return given;
  }

  /** Creates a client of an enterprise for one command, which only enterprises have. */
  GitHubBilling connect() {
    account(EnumSet.of(Account.ENTERPRISE));
    return enterprise();
  }

  /** Makes a call for the account that the options or the variables name. */
  <T> T call(AccountCall<T> call) {
    return switch (account(call.accounts())) {
      case ENTERPRISE -> {
        try (GitHubBilling billing = enterprise()) {
          yield call.enterprise().apply(billing);
        }
      }
      case ORGANIZATION -> {
        OrganizationBilling.Builder builder = OrganizationBilling.builder();
        name(Account.ORGANIZATION, builder::organization);
        try (OrganizationBilling billing = client(builder)) {
          yield Objects.requireNonNull(call.organization()).apply(billing);
        }
      }
      case USER -> {
        UserBilling.Builder builder = UserBilling.builder();
        name(Account.USER, builder::user);
        try (UserBilling billing = client(builder)) {
          yield Objects.requireNonNull(call.user()).apply(billing);
        }
      }
    };
  }

  private GitHubBilling enterprise() {
    GitHubBilling.Builder builder = GitHubBilling.builder();
    name(Account.ENTERPRISE, builder::enterprise);
    return client(builder);
  }

  /** Names the account if the option does. */
  private void name(Account account, Consumer<String> builder) {
    String name = given().get(account);
    if (name != null) {
      builder.accept(name);
    }
  }

  private <C extends BillingClient<C>, B extends BillingClientBuilder<C, B>> C client(B builder) {
    builder
        .environment(console.environment())
        .allowInsecure(allowInsecure)
        .userAgent("ghbilling-cli")
        .observer(new RateLimitNotes(console));
    if (tokenFile != null) {
      TokenFile.read(tokenFile, builder, line -> console.note("ghbilling: " + line));
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    return builder.build();
  }

  /**
   * Returns the kind of account that is asked for. Checks what the SDK would check too, so that the
   * message names the options.
   *
   * @param possible the kinds that the command is for
   */
  private Account account(Set<Account> possible) {
    Map<Account, String> given = given();
    Set<Account> named =
        given.isEmpty()
            ? possible.stream()
                .filter(account -> console.variable(account.variable()).isPresent())
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Account.class)))
            : given.keySet();
    List<String> problems = new ArrayList<>();
    if (named.size() > 1) {
      problems.add(
          "%s are set: give %s"
              .formatted(
                  named.stream().map(Account::variable).collect(Collectors.joining(" and ")),
                  Account.options(named)));
    } else if (named.isEmpty()) {
      problems.add(missing(possible));
    } else if (!possible.containsAll(named)) {
      throw new WrongUsageException(
          "GitHub has this for no %s: give %s"
              .formatted(named.iterator().next(), Account.options(possible)));
    }
    if (tokenFile == null
        && console.variable("GH_TOKEN").or(() -> console.variable("GITHUB_TOKEN")).isEmpty()) {
      problems.add("no token: set GH_TOKEN or GITHUB_TOKEN, or give --token-file");
    }
    if (!problems.isEmpty()) {
      throw new WrongUsageException(String.join("; ", problems));
    }
    return named.iterator().next();
  }

  private String missing(Set<Account> possible) {
    return EnumSet.complementOf(EnumSet.copyOf(possible)).stream()
        .filter(account -> console.variable(account.variable()).isPresent())
        .findFirst()
        .map(
            account ->
                "GitHub has this for no %s, which %s names: give %s"
                    .formatted(account, account.variable(), Account.options(possible)))
        .orElseGet(
            () ->
                possible.size() == 1
                    ? "no enterprise: give --enterprise or set GITHUB_ENTERPRISE"
                    : "no account: give %s, or set %s"
                        .formatted(
                            Account.options(possible),
                            possible.stream()
                                .map(Account::variable)
                                .collect(Collectors.joining(" or "))));
  }
}
