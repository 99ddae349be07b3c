package dev.ghbilling.costcenters;

import dev.ghbilling.client.api.CostCentersApi;
import dev.ghbilling.client.api.CostCentersApi.GetCostCenterQuery;
import dev.ghbilling.client.api.CostCentersApi.ListCostCentersQuery;
import dev.ghbilling.client.model.CostCenter;
import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterDeletion;
import dev.ghbilling.client.model.CostCenterList;
import dev.ghbilling.client.model.CostCenterRequest;
import dev.ghbilling.client.model.CostCenterResource;
import dev.ghbilling.client.model.CostCenterResources;
import dev.ghbilling.client.model.CostCenterState;
import dev.ghbilling.client.model.CostCenterUpdate;
import dev.ghbilling.error.IncompleteListException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.costcenter.CostCenterIds;
import dev.ghbilling.internal.uri.PathSegment;
import feign.TypedResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The calls for the cost centers of an enterprise. */
final class CostCenterCalls {
  private static final int PER_PAGE = 100;
  private static final int MAX_NAME = 255;

  private final ApiClients clients;
  private final String enterprise;

  CostCenterCalls(ApiClients clients, String enterprise) {
    this.clients = clients;
    this.enterprise = enterprise;
  }

  /**
   * Lists the cost centers.
   *
   * @param state null for all
   */
  CostCenterList list(@Nullable CostCenterState state) {
    return api().listCostCenters(enterprise, ListCostCentersQuery.builder().state(state).build());
  }

  /** Lists the cost centers of any state, each with all of its resources. */
  List<CostCenter> all() {
    return list(null).costCenters().stream()
        .map(center -> hasNext(center) ? get(center.id()) : center)
        .toList();
  }

  String findId(String idOrName) {
    return new CostCenterIds(api(), enterprise).find(idOrName);
  }

  /** Gets a cost center with the resources of all pages. */
  CostCenter get(String id) {
    requireId(id);
    List<CostCenterResource> resources = new ArrayList<>();
    GetCostCenterQuery.Builder query = GetCostCenterQuery.builder().perPage(PER_PAGE);
    CostCenter first = api().getCostCenter(enterprise, id, query.build());
    CostCenter page = first;
    for (int number = 2; hasNext(page); number++) {
      List<CostCenterResource> before = page.resources();
      resources.addAll(before);
      page = api().getCostCenter(enterprise, id, query.page(number).build());
      boolean repeated = page.resources().equals(before);
      if (repeated || (page.resources().isEmpty() && hasNext(page))) {
        throw IncompleteListException.stopped("getCostCenter", resources.size(), number);
      }
    }
    if (!hasNext(first)) {
      return first;
    }
    resources.addAll(page.resources());
    return page.toBuilder().resources(resources).build();
  }

  private static boolean hasNext(CostCenter page) {
    return Boolean.TRUE.equals(page.hasNextPage());
  }

  CostCenter create(String name) {
    return api()
        .createCostCenter(enterprise, CostCenterRequest.builder().name(requireName(name)).build());
  }

  CostCenter rename(String id, String name) {
    requireId(id);
    return api()
        .updateCostCenter(
            enterprise, id, CostCenterUpdate.builder().name(requireName(name)).build());
  }

  CostCenterDeletion delete(String id) {
    requireId(id);
    return api().deleteCostCenter(enterprise, id);
  }

  /**
   * Returns an empty change of a cost center's resources.
   *
   * @param deleted the names of deleted cost centers, as far as they are known
   */
  ResourceChange change(String id, Set<String> deleted) {
    requireId(id);
    return new ResourceChange(id, () -> Memberships.keys(all(), id), deleted, this::pause);
  }

  /** Waits before a call. */
  void pause(Duration pause) {
    clients.retries().pause(pause);
  }

  Function<CostCenterResources, TypedResponse<CostCenterChange>> adding(String id) {
    return resources -> api().addResourcesToCostCenterWithHttpInfo(enterprise, id, resources);
  }

  Function<CostCenterResources, TypedResponse<CostCenterChange>> removing(String id) {
    return resources -> api().removeResourcesFromCostCenterWithHttpInfo(enterprise, id, resources);
  }

  static void requireId(String id) {
    PathSegment.require("the cost center's id", id);
  }

  /**
   * Returns a name.
   *
   * @throws IllegalArgumentException when it is blank, or longer than GitHub takes
   */
  static String requireName(String name) {
    if (name.isBlank() || name.length() > MAX_NAME) {
      throw new IllegalArgumentException(
          "the cost center's name must be 1 to %d characters, was %s"
              .formatted(MAX_NAME, name.isBlank() ? "blank" : Logins.shown(name)));
    }
    return name;
  }

  private CostCentersApi api() {
    return clients.create(CostCentersApi.class);
  }
}
