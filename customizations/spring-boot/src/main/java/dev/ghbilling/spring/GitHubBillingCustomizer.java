package dev.ghbilling.spring;

import dev.ghbilling.BillingClientBuilder;

/**
 * Changes the builder of a client after the properties have been applied, for what has no property:
 * an interceptor, a retry policy, a proxy. Declare it as a bean; several are called in their order.
 */
@FunctionalInterface
public interface GitHubBillingCustomizer {
  /**
   * Changes the builder of a client.
   *
   * @param name the name of the client's bean, such as {@code gitHubBilling} or a key below {@code
   *     ghbilling.clients}
   * @param builder the builder; {@code instanceof} tells which kind of account it is for
   */
  void customize(String name, BillingClientBuilder<?, ?> builder);
}
