package dev.ghbilling.spring;

import dev.ghbilling.BillingClient;
import dev.ghbilling.GitHubBilling;
import dev.ghbilling.OrganizationBilling;
import dev.ghbilling.UserBilling;
import dev.ghbilling.error.GitHubBillingException;
import dev.ghbilling.error.RateLimitedException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether GitHub answers each client's account and token: each check requests the summary of the
 * usage, one request for each client. An exhausted rate limit is unknown rather than down, since
 * stopping the application wouldn't help.
 */
final class BillingHealth implements HealthIndicator {
  private final Supplier<Map<String, BillingClient<?>>> clients;

  /**
   * Creates the indicator.
   *
   * @param clients returns the clients by the names of their beans
   */
  BillingHealth(Supplier<Map<String, BillingClient<?>>> clients) {
    this.clients = clients;
  }

  @Override
  public Health health() {
    Map<String, String> details = new LinkedHashMap<>();
    Status status = Status.UP;
    for (Map.Entry<String, BillingClient<?>> client : clients.get().entrySet()) {
      try {
        call(client.getValue());
        details.put(client.getKey(), Status.UP.getCode());
      } catch (RateLimitedException e) {
        details.put(client.getKey(), e.getMessage());
        status = status.equals(Status.UP) ? Status.UNKNOWN : status;
      } catch (GitHubBillingException e) {
        details.put(client.getKey(), e.getMessage());
        status = Status.DOWN;
      }
    }
    return Health.status(status).withDetails(details).build();
  }

  private static void call(BillingClient<?> client) {
    if (client instanceof GitHubBilling enterprise) {
      enterprise.usage().summary(query -> {});
    } else if (client instanceof OrganizationBilling organization) {
      organization.usage().summary(query -> {});
    } else if (client instanceof UserBilling user) {
      user.usage().summary(query -> {});
    }
  }
}
