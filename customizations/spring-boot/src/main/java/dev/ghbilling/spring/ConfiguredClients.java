package dev.ghbilling.spring;

import dev.ghbilling.BillingClientBuilder;
import dev.ghbilling.ClientBuilder;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.app.InstallationToken;
import dev.ghbilling.call.CallObserver;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;

/** Makes the clients that the properties describe. The bean definitions call its methods. */
final class ConfiguredClients {
  /** The name of its bean. */
  static final String BEAN = "gitHubBillingClients";

  private final PropertyGroup shared;
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
    this.shared = new PropertyGroup(PropertyGroup.SHARED, shared);
    this.applicationName = applicationName;
    this.observer = observer;
    this.customizers = customizers;
  }

  /** Returns the client of this bean, for an enterprise. */
  GitHubBilling enterprise(String bean) {
    GitHubBilling.Builder builder = GitHubBilling.builder();
    own(bean).set("enterprise", own(bean).values().enterprise(), builder::enterprise);
    return build(bean, builder);
  }

  /** Returns the client of this bean, for an organization. */
  OrganizationBilling organization(String bean) {
    OrganizationBilling.Builder builder = OrganizationBilling.builder();
    own(bean).set("organization", own(bean).values().organization(), builder::organization);
    return build(bean, builder);
  }

  /** Returns the client of this bean, for a user. */
  UserBilling user(String bean) {
    UserBilling.Builder builder = UserBilling.builder();
    own(bean).set("user", own(bean).values().user(), builder::user);
    return build(bean, builder);
  }

  private PropertyGroup own(String bean) {
    GitHubBillingProperties own = shared.values().clients().get(bean);
    return own == null ? shared : PropertyGroup.of(bean, own);
  }

  /** Returns what is shared and what is the client's own, which comes last and so counts. */
  private List<PropertyGroup> groups(String bean) {
    return Stream.of(shared, own(bean)).distinct().toList();
  }

  private <C> C build(String bean, BillingClientBuilder<C, ?> builder) {
    if (observer != null) {
      builder.observer(observer);
    }
    connect(bean, builder);
    for (PropertyGroup group : groups(bean)) {
      GitHubBillingProperties values = group.values();
      group.set("download-timeout", values.downloadTimeout(), builder::downloadTimeout);
      group.set("max-concurrent-reads", values.maxConcurrentReads(), builder::maxConcurrentReads);
      group.set("cached-responses", values.cachedResponses(), builder::cachedResponses);
    }
    authenticate(bean, builder);
    customizers.forEach(customizer -> customizer.customize(bean, builder));
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw new InvalidClientException(
          "The client %s can't be created: %s.".formatted(bean, e.getMessage()), remedy(bean), e);
    }
  }

  /** Returns the remedy for what only the whole builder can refuse. */
  private String remedy(String bean) {
    if (customizers.isEmpty() && credentials(bean).credentials().isEmpty()) {
      return "Set %s. In a test, @AutoConfigureGitHubBillingSandbox sets it."
          .formatted(
              Stream.of(own(bean), shared)
                  .distinct()
                  .map(group -> group.name("token, .token-file or .app"))
                  .collect(Collectors.joining(", or for all clients ")));
    }
    return "Correct base-url or allow-insecure below %s, or what a GitHubBillingCustomizer sets."
        .formatted(
            groups(bean).stream().map(PropertyGroup::prefix).collect(Collectors.joining(" or ")));
  }

  private void connect(String bean, ClientBuilder<?> builder) {
    builder.proxyEnvironment(System.getenv());
    if (applicationName != null && isHeaderValue(applicationName)) {
      builder.userAgent(applicationName);
    }
    for (PropertyGroup group : groups(bean)) {
      GitHubBillingProperties values = group.values();
      group.set("base-url", values.baseUrl(), builder::baseUrl);
      group.set("allow-insecure", values.allowInsecure(), builder::allowInsecure);
      group.set("api-version", values.apiVersion(), builder::apiVersion);
      group.set("user-agent", values.userAgent(), builder::userAgent);
      group.set("connect-timeout", values.connectTimeout(), builder::connectTimeout);
      group.set("read-timeout", values.readTimeout(), builder::readTimeout);
      group.set("call-timeout", values.callTimeout(), builder::callTimeout);
      values
          .headers()
          .forEach(
              (name, value) ->
                  group.set("headers." + name, value, text -> builder.header(name, text)));
    }
  }

  /** Returns whether the name, which wasn't made for GitHub, can be sent. */
  private static boolean isHeaderValue(String name) {
    return !name.isBlank() && name.chars().allMatch(c -> c >= ' ' && c < 127);
  }

  /** Returns the properties that have the client's credential, if any do. */
  private PropertyGroup credentials(String bean) {
    return own(bean).credentials().isEmpty() ? shared : own(bean);
  }

  private void authenticate(String bean, BillingClientBuilder<?, ?> builder) {
    PropertyGroup group = credentials(bean);
    List<String> credentials = group.credentials();
    if (credentials.size() > 1) {
      throw new InvalidClientException(
          String.join(" and ", credentials)
              + " are set, but a client must have only one credential.",
          "Keep one of them.",
          null);
    }
    group.set("token", group.values().token(), builder::token);
    group.set(
        "token-file", group.values().tokenFile(), file -> readForEachCall(group, file, builder));
    group.set("app", group.values().app(), app -> builder.token(installation(bean, group, app)));
  }

  private static void readForEachCall(
      PropertyGroup group, Resource file, BillingClientBuilder<?, ?> builder) {
    // Refuses now what is no token.
    builder.token(group.textAtStart("token-file", file));
    builder.token(() -> group.text("token-file", file));
  }

  private InstallationToken installation(
      String bean, PropertyGroup group, GitHubBillingProperties.App app) {
    InstallationToken.Builder builder = InstallationToken.builder();
    connect(bean, builder);
    group.set("app.id", required(group, "app.id", app.id()), builder::app);
    group.set(
        "app.installation",
        required(group, "app.installation", app.installation()),
        builder::installation);
    group.set(
        "app.private-key",
        required(group, "app.private-key", app.privateKey()),
        file -> builder.privateKey(group.textAtStart("app.private-key", file)));
    return builder.build();
  }

  private static <T> T required(PropertyGroup group, String property, @Nullable T value) {
    if (value == null) {
      throw new InvalidClientException(
          group.name(property) + " is missing.",
          "Set %s, which GitHub shows in the app's settings.".formatted(group.name(property)),
          null);
    }
    return value;
  }
}
