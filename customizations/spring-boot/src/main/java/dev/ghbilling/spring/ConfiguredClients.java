package dev.ghbilling.spring;

import dev.ghbilling.BillingClientBuilder;
import dev.ghbilling.ClientBuilder;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.app.InstallationToken;
import dev.ghbilling.call.CallObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Makes the clients that the properties describe. The bean definitions call its methods. */
final class ConfiguredClients {
  private final GitHubBillingProperties shared;
  private final @Nullable String applicationName;
  private final @Nullable CallObserver observer;
  private final List<GitHubBillingCustomizer> customizers;

  /**
   * Creates a maker of clients.
   *
   * @param shared the properties of the default clients, which the named ones share
   * @param applicationName names the application to GitHub when no property does
   * @param observer observes the calls of all clients
   * @param customizers change the builders, in this order
   */
  ConfiguredClients(
      GitHubBillingProperties shared,
      @Nullable String applicationName,
      @Nullable CallObserver observer,
      List<GitHubBillingCustomizer> customizers) {
    this.shared = shared;
    this.applicationName = applicationName;
    this.observer = observer;
    this.customizers = customizers;
  }

  /** Returns the client of this bean, for an enterprise. */
  GitHubBilling enterprise(String bean) {
    GitHubBilling.Builder builder = GitHubBilling.builder();
    set(own(bean).enterprise(), builder::enterprise);
    prepare(bean, builder);
    return builder.build();
  }

  /** Returns the client of this bean, for an organization. */
  OrganizationBilling organization(String bean) {
    OrganizationBilling.Builder builder = OrganizationBilling.builder();
    set(own(bean).organization(), builder::organization);
    prepare(bean, builder);
    return builder.build();
  }

  /** Returns the client of this bean, for a user. */
  UserBilling user(String bean) {
    UserBilling.Builder builder = UserBilling.builder();
    set(own(bean).user(), builder::user);
    prepare(bean, builder);
    return builder.build();
  }

  private GitHubBillingProperties own(String bean) {
    return shared.clients().getOrDefault(bean, shared);
  }

  private void prepare(String bean, BillingClientBuilder<?, ?> builder) {
    GitHubBillingProperties own = own(bean);
    builder.proxyEnvironment(System.getenv());
    set(applicationName, builder::userAgent);
    set(observer, builder::observer);
    for (GitHubBillingProperties properties : layers(own)) {
      connect(builder, properties);
      set(properties.downloadTimeout(), builder::downloadTimeout);
      set(properties.maxConcurrentReads(), builder::maxConcurrentReads);
      set(properties.cachedResponses(), builder::cachedResponses);
    }
    authenticate(bean, builder);
    customizers.forEach(customizer -> customizer.customize(bean, builder));
  }

  /** Returns what is shared and what is the client's own, which comes last and so counts. */
  private List<GitHubBillingProperties> layers(GitHubBillingProperties own) {
    return Stream.of(shared, own).distinct().toList();
  }

  private static void connect(ClientBuilder<?> builder, GitHubBillingProperties properties) {
    set(properties.baseUrl(), builder::baseUrl);
    set(properties.allowInsecure(), builder::allowInsecure);
    set(properties.apiVersion(), builder::apiVersion);
    set(properties.userAgent(), builder::userAgent);
    set(properties.connectTimeout(), builder::connectTimeout);
    set(properties.readTimeout(), builder::readTimeout);
    set(properties.callTimeout(), builder::callTimeout);
    properties.headers().forEach(builder::header);
  }

  private void authenticate(String bean, BillingClientBuilder<?, ?> builder) {
    GitHubBillingProperties own = own(bean);
    GitHubBillingProperties source = hasCredential(own) ? own : shared;
    if (Stream.of(source.token(), source.tokenFile(), source.app()).filter(Objects::nonNull).count()
        > 1) {
      throw new IllegalArgumentException(
          bean + ": only one of token, token-file and app can be set");
    }
    set(source.token(), builder::token);
    set(source.tokenFile(), file -> builder.token(() -> text("token-file", file)));
    set(source.app(), app -> builder.token(installation(app, own)));
  }

  private static boolean hasCredential(GitHubBillingProperties properties) {
    return properties.token() != null || properties.tokenFile() != null || properties.app() != null;
  }

  private InstallationToken installation(
      GitHubBillingProperties.App app, GitHubBillingProperties own) {
    InstallationToken.Builder builder =
        InstallationToken.builder().proxyEnvironment(System.getenv());
    set(applicationName, builder::userAgent);
    layers(own).forEach(properties -> connect(builder, properties));
    return builder
        .app(app.id())
        .installation(app.installation())
        .privateKey(text("app.private-key", app.privateKey()))
        .build();
  }

  private static String text(String property, Resource file) {
    try {
      return file.getContentAsString(StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "ghbilling.%s: %s can't be read".formatted(property, file.getDescription()), e);
    }
  }

  private static <T> void set(@Nullable T value, Consumer<T> setter) {
    if (value != null) {
      setter.accept(value);
    }
  }
}
