package dev.ghbilling.spring;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/**
 * The properties of one client, or those that all clients share, with their prefix.
 *
 * @param prefix the name, {@code ghbilling} or {@code ghbilling.clients.NAME}
 * @param values the properties
 */
record PropertyGroup(String prefix, GitHubBillingProperties values) {
  static final String SHARED = "ghbilling";
  static final String CLIENTS = "ghbilling.clients";

  /** Returns the properties of a named client. */
  static PropertyGroup of(String client, GitHubBillingProperties values) {
    return new PropertyGroup(CLIENTS + "." + client, values);
  }

  /** Returns the names of the accounts that are set. */
  List<String> accounts() {
    return Stream.of(
            nameIfSet("enterprise", values.enterprise()),
            nameIfSet("organization", values.organization()),
            nameIfSet("user", values.user()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** Returns the names of the credentials that are set. */
  List<String> credentials() {
    return Stream.of(
            nameIfSet("token", values.token()),
            nameIfSet("token-file", values.tokenFile()),
            nameIfSet("app", values.app()))
        .filter(Objects::nonNull)
        .toList();
  }

  private @Nullable String nameIfSet(String property, @Nullable Object value) {
    return value == null ? null : name(property);
  }

  /** Returns a property's whole name. */
  String name(String property) {
    return prefix + "." + property;
  }

  /**
   * Passes a property's value on, if it has one.
   *
   * @throws InvalidClientException when the setter refuses the value
   */
  <T> void set(String property, @Nullable T value, Consumer<T> setter) {
    if (value == null) {
      return;
    }
    try {
      setter.accept(value);
    } catch (IllegalArgumentException e) {
      throw new InvalidClientException(
          name(property) + ": " + e.getMessage(), "Correct " + name(property) + ".", e);
    }
  }

  /**
   * Returns the text of a file that a property names.
   *
   * @throws UncheckedIOException when it can't be read
   */
  String text(String property, Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: %s can't be read".formatted(name(property), file.getDescription()), e);
    }
  }

  /**
   * Returns the text of a file that a property names, when the application starts.
   *
   * @throws InvalidClientException when it can't be read
   */
  String textAtStart(String property, Resource file) {
    try {
      return text(property, file);
    } catch (UncheckedIOException e) {
      throw new InvalidClientException(
          Objects.requireNonNull(e.getMessage()),
          "Name a file that exists and that the application may read. Write file: before a path,"
              + " for example file:/run/secrets/name.",
          e);
    }
  }
}
