package dev.ghbilling.spring;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.NoSuchBeanDefinitionException;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.annotation.Order;

/** Names the property that configures the client that the application requires. */
@Order(0) // Before Spring Boot's own, which advises to define a bean.
final class MissingClientFailureAnalyzer
    extends AbstractFailureAnalyzer<NoSuchBeanDefinitionException> {
  private static final Map<Class<?>, String> ACCOUNTS =
      Map.of(
          GitHubBilling.class, "enterprise",
          OrganizationBilling.class, "organization",
          UserBilling.class, "user");

  @Override
  protected @Nullable FailureAnalysis analyze(
      Throwable rootFailure, NoSuchBeanDefinitionException cause) {
    Class<?> type = cause.getBeanType();
    if (type == null
        || !ACCOUNTS.containsKey(type)
        || cause instanceof NoUniqueBeanDefinitionException) {
      return null;
    }
    return new FailureAnalysis(
        "The application requires a client of type %s, but no matching client is configured."
            .formatted(type.getName()),
        ("Set ghbilling.%1$s and ghbilling.token; or inject the client"
                + " of ghbilling.clients.NAME.%1$s with @Qualifier(\"NAME\").")
            .formatted(ACCOUNTS.get(type)),
        cause);
  }
}
