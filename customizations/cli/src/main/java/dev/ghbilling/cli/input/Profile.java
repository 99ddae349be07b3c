package dev.ghbilling.cli.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import dev.ghbilling.internal.uri.Origin;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * A named profile in {@code config.toml}: a host, an account and a command that prints the token.
 * For example:
 *
 * <pre>
 * [profiles.work]
 * base-url = "https://api.octo.ghe.com"
 * enterprise = "octo"
 * token-command = ["gh", "auth", "token", "--hostname", "octo.ghe.com"]
 * </pre>
 *
 * <p>A profile provides the settings that neither an option nor an environment variable sets.
 */
public final class Profile {
  /** Where the API is if nothing says otherwise. */
  public static final URI PUBLIC_API = URI.create("https://api.github.com");

  private static final String BASE_URL = "base-url";
  private static final String TOKEN_COMMAND = "token-command";
  private static final int LONGEST_KIB = 256;

  /** The settings that name an account, each with its environment variable. */
  private static final Map<String, String> ACCOUNTS =
      Map.of(
          "enterprise", "GITHUB_ENTERPRISE",
          "organization", "GITHUB_ORGANIZATION",
          "user", "GITHUB_USER");

  private final String name;
  private final Path file;
  private final JsonNode settings;

  private Profile(String name, Path file, JsonNode settings) {
    this.name = name;
    this.file = file;
    this.settings = settings;
  }

  /**
   * Reads the profile that the option or else {@code GHBILLING_PROFILE} names; empty if neither
   * does.
   *
   * @throws WrongUsageException if there is no such profile, or it has a setting that none has
   */
  public static Optional<Profile> named(@Nullable String option, Map<String, String> environment) {
    String name = option == null ? environment.getOrDefault("GHBILLING_PROFILE", "") : option;
    if (option == null && name.isBlank()) {
      return Optional.empty();
    }
    Path file = file(environment);
    if (!Files.exists(file)) {
      throw new WrongUsageException(
          "there is no profile %s: %s doesn't exist".formatted(name, file));
    }
    JsonNode profiles = read(file).path("profiles");
    if (!profiles.path(name).isObject()) {
      throw new WrongUsageException(
          "there is no profile %s in %s%s"
              .formatted(
                  name,
                  file,
                  profiles.isEmpty()
                      ? ", which has no profiles: add [profiles.%s]".formatted(name)
                      : ", which has " + String.join(", ", names(profiles))));
    }
    Profile profile = new Profile(name, file, profiles.path(name));
    profile.requireValid();
    return Optional.of(profile);
  }

  private static Path file(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_CONFIG_HOME", "");
    String home = environment.getOrDefault("HOME", System.getProperty("user.home"));
    Path folder = Path.of(base).isAbsolute() ? Path.of(base) : Path.of(home, ".config");
    return folder.resolve("ghbilling").resolve("config.toml");
  }

  private static JsonNode read(Path file) {
    try {
      return new TomlMapper().readTree(TextFile.read(file, "the configuration file", LONGEST_KIB));
    } catch (JsonProcessingException e) {
      // The message would quote the line, which may have a secret.
      throw new WrongUsageException(
          "line %d of %s is not TOML"
              .formatted(e.getLocation() == null ? 1 : e.getLocation().getLineNr(), file));
    }
  }

  private void requireValid() {
    for (String setting : names(settings)) {
      JsonNode value = settings.path(setting);
      if (setting.equals("token")) {
        throw wrong(
            setting,
            "isn't allowed, so that no secret is stored in this file: set " + TOKEN_COMMAND);
      }
      if (setting.equals(TOKEN_COMMAND)) {
        if (!value.isArray()
            || value.isEmpty()
            || !value.valueStream().allMatch(JsonNode::isTextual)) {
          throw wrong(
              setting,
              "must be a list of a program and its arguments, for example [\"gh\", \"auth\", \"token\"]");
        }
      } else if (!setting.equals(BASE_URL) && !ACCOUNTS.containsKey(setting)) {
        throw wrong(
            setting,
            "isn't a setting: the settings are %s, enterprise, organization, user and %s"
                .formatted(BASE_URL, TOKEN_COMMAND));
      } else if (!value.isTextual() || value.asText().isBlank()) {
        throw wrong(setting, "must be a string in quotes");
      }
    }
    if (ACCOUNTS.keySet().stream().filter(settings::has).count() > 1) {
      throw new WrongUsageException(
          "profile %s in %s must set only one of enterprise, organization and user"
              .formatted(name, file));
    }
    baseUrl();
  }

  private WrongUsageException wrong(String setting, String message) {
    return new WrongUsageException(
        "%s of profile %s in %s %s".formatted(setting, name, file, message));
  }

  /** Returns where the API is; github.com's if the profile doesn't say. */
  private URI baseUrl() {
    if (!settings.has(BASE_URL)) {
      return PUBLIC_API;
    }
    try {
      return Converters.url(settings.path(BASE_URL).asText());
    } catch (TypeConversionException e) {
      throw wrong(BASE_URL, String.valueOf(e.getMessage()));
    }
  }

  /** Returns the environment variables, with the profile's settings for those that aren't set. */
  public Map<String, String> addedTo(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>(environment);
    addDefault(all, "GITHUB_API_URL", baseUrl().toString());
    if (ACCOUNTS.values().stream().noneMatch(variable -> isSet(environment, variable))) {
      ACCOUNTS.forEach(
          (setting, variable) -> {
            if (settings.has(setting)) {
              all.put(variable, settings.path(setting).asText());
            }
          });
    }
    return all;
  }

  private static void addDefault(Map<String, String> all, String variable, String value) {
    if (!isSet(all, variable)) {
      all.put(variable, value);
    }
  }

  private static boolean isSet(Map<String, String> environment, String variable) {
    return !environment.getOrDefault(variable, "").isBlank();
  }

  /** Returns whether the profile has a command that prints the token. */
  public boolean hasToken() {
    return settings.has(TOKEN_COMMAND);
  }

  /**
   * Runs the command that prints the token.
   *
   * @param api where the token would be sent
   * @throws WrongUsageException if that isn't the profile's own host
   */
  public String token(URI api) {
    if (!Origin.same(api, baseUrl())) {
      throw new WrongUsageException(
          "the token of profile %s is for %s only, not for %s: set GH_TOKEN or give --token-file"
              .formatted(name, baseUrl(), api));
    }
    List<String> command =
        settings.path(TOKEN_COMMAND).valueStream().map(JsonNode::asText).toList();
    return new TokenCommand(name, command).token();
  }

  @Override
  public String toString() {
    return "profile " + name;
  }

  private static List<String> names(JsonNode object) {
    return object.propertyStream().map(Map.Entry::getKey).toList();
  }
}
