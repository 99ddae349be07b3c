package dev.ghbilling.costcenters;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A resource whose usage a cost center can be charged for. Names are compared without case.
 *
 * @param type its type
 * @param name its name; for a repository, owner and name
 */
public record Resource(ResourceType type, String name) {
  private static final int MAX_LENGTH = 255;

  /**
   * Returns the user with a login, as {@link Logins#parse} reads it.
   *
   * @throws IllegalArgumentException when the text isn't a login
   */
  public static Resource user(String login) {
    return parse(ResourceType.USER, login);
  }

  /**
   * Returns the organization with a login, as {@link Logins#parse} reads it.
   *
   * @throws IllegalArgumentException when the text isn't a login
   */
  public static Resource organization(String login) {
    return parse(ResourceType.ORGANIZATION, login);
  }

  /**
   * Returns the repository with a name such as {@code octocat/hello-world}.
   *
   * @throws IllegalArgumentException when the text isn't an owner's login and a name
   */
  public static Resource repository(String ownerAndName) {
    return parse(ResourceType.REPOSITORY, ownerAndName);
  }

  /**
   * Returns the team of the enterprise with a name.
   *
   * @throws IllegalArgumentException when the text is blank, longer than 255 characters, or has
   *     control characters
   */
  public static Resource enterpriseTeam(String name) {
    return parse(ResourceType.ENTERPRISE_TEAM, name);
  }

  /**
   * Returns the resource that a text names, without blanks around it.
   *
   * @throws IllegalArgumentException when the text isn't a name of this type
   */
  public static Resource parse(ResourceType type, String text) {
    return new Resource(
        type,
        switch (type) {
          case USER, ORGANIZATION -> Logins.parse(text);
          case REPOSITORY -> parseRepository(text.strip());
          case ENTERPRISE_TEAM -> parseTeam(text.strip());
        });
  }

  private static String parseRepository(String text) {
    int slash = text.indexOf('/');
    String name = text.substring(slash + 1);
    if (slash < 1 || name.isEmpty() || !name.chars().allMatch(Resource::isOfRepository)) {
      throw new IllegalArgumentException(
          "a repository must be OWNER/NAME, was " + Logins.shown(text));
    }
    return Logins.parse(text.substring(0, slash)) + "/" + name;
  }

  private static boolean isOfRepository(int character) {
    return character < 128
        && (Character.isLetterOrDigit(character) || ".-_".indexOf(character) >= 0);
  }

  private static String parseTeam(String text) {
    if (text.isEmpty()
        || text.length() > MAX_LENGTH
        || text.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException(
          "the name of a team must be 1 to %d characters on one line, was %s"
              .formatted(MAX_LENGTH, text.isEmpty() ? "blank" : Logins.shown(text)));
    }
    return text;
  }

  /** Returns the key of the resource, which is the same for all spellings. */
  String key() {
    return type.value() + ' ' + name.toLowerCase(Locale.ROOT);
  }

  /** Returns each resource once, in its first spelling, by its key. */
  static Map<String, Resource> distinct(Collection<Resource> resources) {
    Map<String, Resource> byKey = new LinkedHashMap<>();
    resources.forEach(resource -> byKey.putIfAbsent(resource.key(), resource));
    return byKey;
  }

  /**
   * Returns each resource that a text names once, by its key.
   *
   * @throws IllegalArgumentException when a text isn't a name of this type
   */
  static Map<String, Resource> parseAll(ResourceType type, Collection<String> texts) {
    return distinct(texts.stream().map(text -> parse(type, text)).toList());
  }

  /**
   * Returns each resource once, and at least one.
   *
   * @throws IllegalArgumentException when there is none or a name isn't one of its type
   */
  static Map<String, Resource> require(Collection<Resource> resources) {
    if (resources.isEmpty()) {
      throw new IllegalArgumentException("at least one resource is required");
    }
    return distinct(
        resources.stream().map(resource -> parse(resource.type(), resource.name())).toList());
  }

  /**
   * Returns each user that a text names once, and at least one.
   *
   * @throws IllegalArgumentException when there is no login or a text isn't one
   */
  static List<Resource> users(Collection<String> logins) {
    if (logins.isEmpty()) {
      throw new IllegalArgumentException("at least one login is required");
    }
    return List.copyOf(parseAll(ResourceType.USER, logins).values());
  }

  /** Returns what the resources are called together: users, if they all are, or resources. */
  static String noun(Collection<Resource> resources) {
    boolean users = resources.stream().allMatch(each -> each.type() == ResourceType.USER);
    return users ? "users" : "resources";
  }
}
