package dev.ghbilling.spring;

import dev.ghbilling.BillingClient;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.actuate.info.Info;
import org.springframework.boot.actuate.info.InfoContributor;

/** Lists the clients with their accounts and base URLs. Sends nothing. */
final class BillingInfo implements InfoContributor {
  private final Supplier<Map<String, BillingClient<?>>> clients;

  /**
   * Creates the contributor.
   *
   * @param clients returns the clients by the names of their beans
   */
  BillingInfo(Supplier<Map<String, BillingClient<?>>> clients) {
    this.clients = clients;
  }

  @Override
  public void contribute(Info.Builder builder) {
    Map<String, String> described = new LinkedHashMap<>();
    clients.get().forEach((name, client) -> described.put(name, client.toString()));
    builder.withDetail("ghbilling", described);
  }
}
