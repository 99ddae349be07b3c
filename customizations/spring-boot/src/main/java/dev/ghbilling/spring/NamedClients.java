package dev.ghbilling.spring;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/**
 * Defines a bean for each client below {@code ghbilling.clients}. They are injected by their name
 * alone, so that the default client stays the only one of its type.
 */
final class NamedClients implements ImportBeanDefinitionRegistrar {
  private final Environment environment;

  NamedClients(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
    Binder.get(environment)
        .bind(PropertyGroup.CLIENTS, Bindable.mapOf(String.class, GitHubBillingProperties.class))
        .orElse(Map.of())
        .forEach((name, client) -> registry.registerBeanDefinition(name, definition(name, client)));
  }

  private static RootBeanDefinition definition(String name, GitHubBillingProperties client) {
    requireOneAccount(PropertyGroup.of(name, client));
    if (client.enterprise() != null) {
      return definition(name, GitHubBilling.class, "enterprise");
    }
    if (client.organization() != null) {
      return definition(name, OrganizationBilling.class, "organization");
    }
    return definition(name, UserBilling.class, "user");
  }

  private static void requireOneAccount(PropertyGroup client) {
    List<String> accounts = client.accounts();
    if (accounts.isEmpty()) {
      throw new InvalidClientException(
          client.prefix() + " has no account.",
          "Set one of %s, .organization and .user.".formatted(client.name("enterprise")),
          null);
    }
    if (accounts.size() > 1) {
      throw new InvalidClientException(
          String.join(" and ", accounts) + " are set, but a client must have only one account.",
          "Keep one of them, and configure the other account as a client with another name.",
          null);
    }
  }

  /** Returns the definition of a bean that a method of {@link ConfiguredClients} makes. */
  private static RootBeanDefinition definition(String name, Class<?> type, String method) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(type);
    definition.setFactoryBeanName(ConfiguredClients.BEAN);
    definition.setFactoryMethodName(method);
    definition.getConstructorArgumentValues().addGenericArgumentValue(name);
    definition.setDestroyMethodName("close");
    definition.setDefaultCandidate(false);
    return definition;
  }
}
