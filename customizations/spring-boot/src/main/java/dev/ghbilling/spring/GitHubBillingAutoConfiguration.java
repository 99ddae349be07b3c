package dev.ghbilling.spring;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.call.CallObserver;
import dev.ghbilling.micrometer.MicrometerCalls;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.ImportRuntimeHints;
import org.springframework.core.env.Environment;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Makes a client for each account that {@link GitHubBillingProperties} names, unless the
 * application has one of its type. A client is closed with the application, after the web server
 * has ended the requests in progress. Nothing is sent before the first call.
 *
 * <p>{@code BillingClient.async} runs its calls on virtual threads on JDK 21 and later.
 */
@AutoConfiguration(
    afterName =
        "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration")
@EnableConfigurationProperties(GitHubBillingProperties.class)
@Import(NamedClients.class)
@ImportRuntimeHints(ClientHints.class)
public final class GitHubBillingAutoConfiguration {
  @Bean(ConfiguredClients.BEAN)
  ConfiguredClients clients(
      GitHubBillingProperties properties,
      Environment environment,
      ObjectProvider<CallObserver> observer,
      ObjectProvider<GitHubBillingCustomizer> customizers) {
    return new ConfiguredClients(
        properties,
        environment.getProperty("spring.application.name"),
        observer.getIfUnique(),
        customizers.orderedStream().toList());
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("ghbilling.enterprise")
  GitHubBilling gitHubBilling(ConfiguredClients clients) {
    return clients.enterprise("gitHubBilling");
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("ghbilling.organization")
  OrganizationBilling organizationBilling(ConfiguredClients clients) {
    return clients.organization("organizationBilling");
  }

  @Bean
  @ConditionalOnMissingBean
  @ConditionalOnProperty("ghbilling.user")
  UserBilling userBilling(ConfiguredClients clients) {
    return clients.user("userBilling");
  }

  /** Records calls in the application's registry of observations. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass(ObservationRegistry.class)
  static class Observations {
    @Bean
    @ConditionalOnBean(ObservationRegistry.class)
    @ConditionalOnMissingBean(CallObserver.class)
    MicrometerCalls gitHubBillingObserver(ObservationRegistry registry) {
      return new MicrometerCalls(registry);
    }
  }

  /** Makes problem details of the client's exceptions. */
  @Configuration(proxyBeanMethods = false)
  @ConditionalOnClass({ProblemDetail.class, RestControllerAdvice.class})
  @ConditionalOnBooleanProperty("ghbilling.problem-details")
  static class ProblemDetails {
    @Bean
    BillingProblems gitHubBillingProblems() {
      return new BillingProblems();
    }
  }
}
