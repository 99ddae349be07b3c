package dev.ghbilling;

import java.util.Locale;

/** A kind of account that GitHub bills, with the words that messages use for it. */
enum AccountKind {
  ENTERPRISE("slug"),
  ORGANIZATION("login"),
  USER("login");

  private final String id;

  AccountKind(String id) {
    this.id = id;
  }

  /** Returns what names an account of this kind. */
  String id() {
    return id;
  }

  /** Returns the environment variable that names the account. */
  String variable() {
    return "GITHUB_" + name();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
