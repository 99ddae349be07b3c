package dev.ghbilling.spring;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import java.util.ArrayList;
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
  private static final String PROPERTIES = "ghbilling.clients";

  private final Environment environment;

  NamedClients(Environment environment) {
    this.environment = environment;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
    Binder.get(environment)
        .bind(PROPERTIES, Bindable.mapOf(String.class, GitHubBillingProperties.class))
        .orElse(Map.of())
        .forEach((name, client) -> registry.registerBeanDefinition(name, definition(name, client)));
  }

  private static RootBeanDefinition definition(String name, GitHubBillingProperties client) {
    List<RootBeanDefinition> definitions = new ArrayList<>();
    if (client.enterprise() != null) {
      definitions.add(definition(name, GitHubBilling.class, "enterprise"));
    }
    if (client.organization() != null) {
      definitions.add(definition(name, OrganizationBilling.class, "organization"));
    }
    if (client.user() != null) {
      definitions.add(definition(name, UserBilling.class, "user"));
    }
    if (definitions.size() != 1) {
      throw new IllegalArgumentException(
          "%s.%s must have an enterprise, an organization or a user, and only one of them"
              .formatted(PROPERTIES, name));
    }
    return definitions.get(0);
  }

  /** Returns the definition of a bean that a method of {@link ConfiguredClients} makes. */
  private static RootBeanDefinition definition(String name, Class<?> type, String method) {
    RootBeanDefinition definition = new RootBeanDefinition();
    definition.setTargetType(type);
    definition.setFactoryBeanName(GitHubBillingAutoConfiguration.CLIENTS);
    definition.setFactoryMethodName(method);
    definition.getConstructorArgumentValues().addGenericArgumentValue(name);
    definition.setDestroyMethodName("close");
    definition.setDefaultCandidate(false);
    return definition;
  }
}
