package dev.ghbilling.spring;

import dev.ghbilling.BillingClient;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Health and info for Spring Boot's actuator, each when its property asks for it: {@code
 * management.health.ghbilling.enabled} and {@code management.info.ghbilling.enabled}.
 */
@AutoConfiguration(after = GitHubBillingAutoConfiguration.class)
final class ActuatorAutoConfiguration {
  private static Supplier<Map<String, BillingClient<?>>> clients(ListableBeanFactory beans) {
    return () -> typed(beans.getBeansOfType(BillingClient.class));
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // A class can't name the account's kind.
  private static Map<String, BillingClient<?>> typed(Map<String, BillingClient> clients) {
    return (Map) clients;
  }

  /** Asks GitHub whenever the health endpoint is read. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(HealthIndicator.class)
  @ConditionalOnBooleanProperty("management.health.ghbilling.enabled")
  static class HealthOfClients {
    @Bean
    HealthIndicator ghbillingHealthIndicator(ListableBeanFactory beans) {
      return new BillingHealth(clients(beans));
    }
  }

  /** Lists the clients. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(InfoContributor.class)
  @ConditionalOnBooleanProperty("management.info.ghbilling.enabled")
  static class InfoAboutClients {
    @Bean
    InfoContributor ghbillingInfoContributor(ListableBeanFactory beans) {
      return new BillingInfo(clients(beans));
    }
  }
}
