package dev.ghbilling.costcenters;

import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A kind of resource whose usage a cost center can be charged for. */
public enum ResourceType {
  /** A user, named by the login. */
  USER("User", "user", "users"),
  /** An organization, named by its login. */
  ORGANIZATION("Org", "organization", "organizations"),
  /** A repository, named by owner and name, such as {@code octocat/hello-world}. */
  REPOSITORY("Repo", "repository", "repositories"),
  /** A team of the enterprise, named by its name. */
  ENTERPRISE_TEAM("Team", "team", "teams");

  private final String value;
  private final String word;
  private final String plural;

  ResourceType(String value, String word, String plural) {
    this.value = value;
    this.word = word;
    this.plural = plural;
  }

  /** Returns the type as a cost center's list of resources has it, such as {@code Org}. */
  public String value() {
    return value;
  }

  /** Returns the type in words, as GitHub has it for resources that moved. */
  String word() {
    return word;
  }

  /** Returns what resources of these types are called together, such as {@code users and teams}. */
  static String nouns(Set<ResourceType> types, int number) {
    boolean one = number == 1 && types.size() == 1;
    return types.stream()
        .sorted()
        .map(type -> one ? type.word : type.plural)
        .collect(Collectors.joining(" and "));
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
