package dev.ghbilling.cli.command;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.OptionSpec;

/** A kind of account that commands are for, with the option and the variable that name one. */
enum Account {
  ENTERPRISE("--enterprise", "SLUG", "The slug of the enterprise."),
  ORGANIZATION("--org", "LOGIN", "The login of an organization, instead of an enterprise."),
  USER("--user", "LOGIN", "The login of a user, instead of an enterprise.");

  private final String option;
  private final String label;
  private final String description;

  Account(String option, String label, String description) {
    this.option = option;
    this.label = label;
    this.description = description;
  }

  /**
   * Returns a new option that names an account of this kind.
   *
   * @param hidden whether help leaves it out
   */
  OptionSpec toOption(boolean hidden) {
    return OptionSpec.builder(option)
        .type(String.class)
        .paramLabel(label)
        .description("%s Default: %s.".formatted(description, variable()))
        .hidden(hidden)
        .build();
  }

  /** Returns the environment variable that names an account of this kind. */
  String variable() {
    return "GITHUB_" + name();
  }

  String option() {
    return option;
  }

  /** Returns the options, for a message: {@code --enterprise, --org or --user}. */
  static String options(Collection<Account> accounts) {
    return accounts.stream()
        .map(Account::option)
        .collect(Collectors.joining(", "))
        .replaceFirst(", (?=[^,]*$)", " or ");
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
