package dev.ghbilling.costcenters;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.testkit.ManualClock;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** A sandbox with the cost centers x, of Mona and lisa, and y, of hubot, and a client of it. */
final class CostCenterFixture implements AutoCloseable {
  static final String ADD = "addResourcesToCostCenter";
  static final String REMOVE = "removeResourcesFromCostCenter";

  final Sandbox sandbox =
      Sandbox.builder()
          .asObserved(true)
          .costCenter("x", "Mine", "Mona", "lisa")
          .costCenter("y", "Theirs", "hubot")
          .start();

  final GitHubBilling billing = Clients.at(sandbox.baseUrl(), new ManualClock()).build();

  CostCenters costCenters() {
    return billing.costCenters();
  }

  Set<String> members(String id) {
    return Set.copyOf(resources(id, CostCenterFixture::isUser));
  }

  List<String> resourcesOtherThanUsers(String id) {
    return resources(id, resource -> !isUser(resource));
  }

  private List<String> resources(String id, Predicate<CostCenterResource> kind) {
    return costCenters().list().costCenters().stream()
        .filter(center -> center.id().equals(id))
        .flatMap(center -> center.resources().stream())
        .filter(kind)
        .map(CostCenterResource::name)
        .toList();
  }

  private static boolean isUser(CostCenterResource resource) {
    return resource.type().equals("User");
  }

  /** Returns method and body of each request that isn't a GET. */
  List<String> writes() {
    return sandbox.requests().stream()
        .filter(request -> !request.method().equals("GET"))
        .map(request -> request.method() + " " + request.body())
        .toList();
  }

  /** Returns the logins user-1, user-2 and so on. */
  static List<String> users(int number) {
    return IntStream.rangeClosed(1, number).mapToObj(i -> "user-" + i).toList();
  }

  @Override
  public void close() {
    billing.close();
    sandbox.close();
  }
}
