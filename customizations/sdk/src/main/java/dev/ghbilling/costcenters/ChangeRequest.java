package dev.ghbilling.costcenters;

import dev.ghbilling.client.model.CostCenterChange;
import dev.ghbilling.client.model.CostCenterResources;
import feign.TypedResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A request that adds resources to a cost center or removes them from it.
 *
 * @param resources the resources, at least one
 * @param call the operation
 */
record ChangeRequest(
    List<ChangedResource> resources,
    Function<CostCenterResources, TypedResponse<CostCenterChange>> call) {
  /** GitHub's limit for the resources of one request. */
  private static final int MAX_RESOURCES = 50;

  ChangeResponse send() {
    return new ChangeResponse(
        call.apply(
            CostCenterResources.builder()
                .users(names(ResourceType.USER))
                .organizations(names(ResourceType.ORGANIZATION))
                .repositories(names(ResourceType.REPOSITORY))
                .enterpriseTeams(names(ResourceType.ENTERPRISE_TEAM))
                .build()));
  }

  /** Returns the names of the resources of a type; null for none. */
  private @Nullable List<String> names(ResourceType type) {
    List<String> names =
        resources.stream()
            .map(ChangedResource::resource)
            .filter(resource -> resource.type() == type)
            .map(Resource::name)
            .toList();
    return names.isEmpty() ? null : names;
  }

  /** Returns requests for the same resources, none with more than GitHub takes. */
  List<ChangeRequest> chunks() {
    return chunks(MAX_RESOURCES);
  }

  /** Returns the two requests of half as many resources. */
  List<ChangeRequest> halves() {
    return chunks((resources.size() + 1) / 2);
  }

  private List<ChangeRequest> chunks(int size) {
    List<ChangeRequest> chunks = new ArrayList<>();
    for (int from = 0; from < resources.size(); from += size) {
      chunks.add(
          new ChangeRequest(
              resources.subList(from, Math.min(resources.size(), from + size)), call));
    }
    return chunks;
  }
}
