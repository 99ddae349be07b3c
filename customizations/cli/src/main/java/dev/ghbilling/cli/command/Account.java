package dev.ghbilling.cli.command;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** A kind of account that commands are for, with the option and the variable that name one. */
enum Account {
  ENTERPRISE("--enterprise"),
  ORGANIZATION("--org"),
  USER("--user");

  private final String option;

  Account(String option) {
    this.option = option;
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
