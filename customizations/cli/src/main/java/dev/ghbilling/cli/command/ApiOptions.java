package dev.ghbilling.cli.command;

import dev.ghbilling.BillingClient;
import dev.ghbilling.BillingClientBuilder;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.cli.input.Converters;
import dev.ghbilling.cli.input.Profile;
import dev.ghbilling.cli.input.TokenFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import dev.ghbilling.error.AuthenticationException;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.error.NotFoundException;
import feign.Client;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The options that name the API, the account and the token. */
public final class ApiOptions {
  private static final String BASE_URL_VARIABLE = "GITHUB_API_URL";

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
      names = "--profile",
      paramLabel = "NAME",
      description =
          "The profile in ~/.config/ghbilling/config.toml with the defaults for what neither an option nor a variable sets. Default: GHBILLING_PROFILE, or none.")
  private @Nullable String profileName;

  @Option(
      names = "--allow-insecure",
      description = "Allow plain http to another machine, which exposes the token to the network.")
  private boolean allowInsecure;

  /** What is set besides the options; null until it is needed. */
  private @Nullable Settings read;

  private @Nullable CommandSpec command;

  /** The account of the client; null as long as there is none, or if it has no account. */
  private @Nullable Account connected;

  /** The profile, and a console with the variables, of which the profile sets those that aren't. */
  private record Settings(Optional<Profile> profile, Console console) {}

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
  void addAccounts(CommandSpec mixee) {
    command = mixee;
    ArgGroupSpec.Builder one = ArgGroupSpec.builder();
    for (Account account : Account.values()) {
      OptionSpec option = account.toOption(!possible.contains(account));
      accounts.put(account, option);
      one.addArg(option);
    }
    mixee.addArgGroup(one.build());
  }

  /**
   * Returns what to add to the message of a failed call: where a token came from that was refused,
   * and the account that wasn't found.
   */
  public static String remedy(GitHubBillingException e, CommandSpec called) {
    return called.mixins().values().stream()
        .map(CommandSpec::userObject)
        .flatMap(mixin -> mixin instanceof ApiOptions options ? Stream.of(options) : Stream.empty())
        .map(options -> options.remedy(e))
        .collect(Collectors.joining());
  }

  private String remedy(GitHubBillingException e) {
    if (e instanceof AuthenticationException) {
      return "; the token is from %s: check that it is complete, hasn't expired, and was issued for %s"
          .formatted(tokenSource(), baseUrl().getHost());
    }
    return e instanceof NotFoundException && connected != null
        ? "; the request was for the %s %s".formatted(connected, name(connected).orElse(""))
        : "";
  }

  private String tokenSource() {
    if (tokenFile != null) {
      return "--token-file " + tokenFile;
    }
    return tokenVariable()
        .orElseGet(() -> "the token command of " + profile().map(Profile::toString).orElse("none"));
  }

  /** Returns the accounts that options name. */
  Map<Account, String> given() {
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

  private Settings read() {
    if (read == null) {
      Optional<Profile> profile = Profile.named(profileName, console.environment());
      Map<String, String> variables = new HashMap<>(console.environment());
      profile.ifPresent(known -> variables.putAll(known.addedTo(console.environment())));
      read = new Settings(profile, console.with(variables, console.clock()));
    }
    return read;
  }

  private Optional<Profile> profile() {
    return read().profile();
  }

  private Console settings() {
    return read().console();
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
    connected = account;
    String name = given().get(account);
    if (name != null) {
      builder.accept(name);
    }
  }

  private <C extends BillingClient<C>, B extends BillingClientBuilder<C, B>> C client(B builder) {
    builder
        .environment(settings().environment())
        .allowInsecure(allowInsecure)
        .userAgent("ghbilling-cli")
        .observer(new RateLimitNotes(console));
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    if (tokenFile != null) {
      TokenFile.read(tokenFile, builder, line -> console.note("ghbilling: " + line));
    } else {
      profile().filter(Profile::hasToken).ifPresent(known -> setToken(builder, known));
    }
    return builder.build();
  }

  /** Sets the token of the profile unless a variable has one. */
  private void setToken(BillingClientBuilder<?, ?> builder, Profile known) {
    Optional<String> variable = tokenVariable();
    if (variable.isPresent()) {
      console.note(
          "ghbilling: using the token in %s instead of the token command of %s"
              .formatted(variable.get(), known));
      return;
    }
    String token = known.token(baseUrl());
    try {
      builder.token(token);
    } catch (IllegalArgumentException e) {
      throw new WrongUsageException(
          "the token command of %s must print only a token: %s".formatted(known, e.getMessage()));
    }
  }

  /**
   * Returns where the API is.
   *
   * @throws WrongUsageException if the variable that says so has no URL
   */
  URI baseUrl() {
    try {
      return Optional.ofNullable(baseUrl)
          .or(
              () ->
                  settings().variable(BASE_URL_VARIABLE).map(text -> Converters.url(text.strip())))
          .orElse(Profile.PUBLIC_API);
    } catch (TypeConversionException e) {
      throw new WrongUsageException(BASE_URL_VARIABLE + " must be an http or https URL");
    }
  }

  /** Returns the name of an account of this kind, if its option or its variable has one. */
  Optional<String> name(Account account) {
    return Optional.ofNullable(given().get(account))
        .or(() -> settings().variable(account.variable()));
  }

  /** Creates a client for requests that name their account themselves, if they are for one. */
  GitHubBilling connect(UnaryOperator<Client> interceptor) {
    return client(GitHubBilling.builder().enterprise("none").interceptor(interceptor));
  }

  /** Returns the name of the variable that has the token. */
  private Optional<String> tokenVariable() {
    return Stream.of("GH_TOKEN", "GITHUB_TOKEN")
        .filter(name -> console.variable(name).isPresent())
        .findFirst();
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
                .filter(account -> settings().variable(account.variable()).isPresent())
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
          "GitHub has this for no %s: give %s%s"
              .formatted(
                  named.iterator().next(),
                  Account.options(possible),
                  command != null && command.findOption("--login") != null
                      ? "; --login names a user in it"
                      : ""));
    }
    if (tokenFile == null
        && tokenVariable().isEmpty()
        && profile().filter(Profile::hasToken).isEmpty()) {
      problems.add("no token: set GH_TOKEN or GITHUB_TOKEN, or give --token-file or --profile");
    }
    if (!problems.isEmpty()) {
      throw new WrongUsageException(String.join("; ", problems));
    }
    return named.iterator().next();
  }

  private String missing(Set<Account> possible) {
    return EnumSet.complementOf(EnumSet.copyOf(possible)).stream()
        .filter(account -> settings().variable(account.variable()).isPresent())
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
