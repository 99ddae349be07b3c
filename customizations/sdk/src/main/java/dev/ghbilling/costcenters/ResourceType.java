package dev.ghbilling.costcenters;

import org.jspecify.annotations.Nullable;

/** A kind of resource whose usage a cost center can be charged for. */
public enum ResourceType {
  /** A user, named by the login. */
  USER("User", "user"),
  /** An organization, named by its login. */
  ORGANIZATION("Org", "organization"),
  /** A repository, named by owner and name, such as {@code octocat/hello-world}. */
  REPOSITORY("Repo", "repository"),
  /** A team of the enterprise, named by its name. */
  ENTERPRISE_TEAM("Team", "team");

  private final String value;
  private final String word;

  ResourceType(String value, String word) {
    this.value = value;
    this.word = word;
  }

  /** Returns the type as a cost center's list of resources has it, such as {@code Org}. */
  public String value() {
    return value;
  }

  /** Returns the type in words, as GitHub has it for resources that moved. */
  String word() {
    return word;
  }

  /** Returns the type that GitHub calls so in any of its lists, or null for another one. */
  static @Nullable ResourceType of(String text) {
    for (ResourceType type : values()) {
      if (type.value.equalsIgnoreCase(text) || type.word.equalsIgnoreCase(text)) {
        return type;
      }
    }
    return null;
  }
}
