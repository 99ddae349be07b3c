package dev.ghbilling.sandbox.internal.behaviour;

import dev.ghbilling.sandbox.internal.export.ReportExports;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.ResourceOperation;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The collections of resources in the contract: one for each path that operations have in common.
 */
public final class ResourceCollections {
  private final Contract contract;
  private final Map<String, ResourceCollection> byPath = new HashMap<>();
  private final Map<String, ResourceCollection> byParameter = new HashMap<>();

  /**
   * Creates the collections, with the documented resources in them.
   *
   * @param exports makes what the progress of a resource brings
   * @param clock tells the time of a creation, and when the progress of a resource ends
   * @param delay how long that progress takes
   */
  public ResourceCollections(
      Contract contract,
      DocumentedExamples examples,
      ReportExports exports,
      Clock clock,
      Duration delay) {
    this.contract = contract;
    for (Operation operation : contract.operations()) {
      for (ResourceOperation resource : operation.resource().stream().toList()) {
        ResourceCollection collection =
            byPath.computeIfAbsent(
                resource.collection(),
                path -> new ResourceCollection(contract, path, examples, exports, clock, delay));
        resource
            .parameter()
            .ifPresent(name -> byParameter.put(scope(operation) + name, collection));
      }
    }
  }

  /** Describes the collection whose resources have members; empty if there is none. */
  public static Optional<ResourceOperation> describedWithMembers(Contract contract) {
    return contract.operations().stream()
        .flatMap(operation -> operation.resource().stream())
        .filter(resource -> resource.members().isPresent())
        .findFirst();
  }

  /** Returns the collection whose resources have members; empty if there is none. */
  public Optional<ResourceCollection> withMembers() {
    return describedWithMembers(contract).map(ResourceOperation::collection).map(byPath::get);
  }

  /** Returns the collection that an operation is about; empty if it is about none. */
  Optional<ResourceCollection> of(Operation operation) {
    return operation.resource().map(ResourceOperation::collection).map(byPath::get);
  }

  /**
   * Returns the collection whose resources a parameter identifies: the one of the same scope that
   * has it in its own operations' paths.
   */
  Optional<ResourceCollection> identifiedBy(Operation operation, String parameter) {
    return Optional.ofNullable(byParameter.get(scope(operation) + parameter));
  }

  private static String scope(Operation operation) {
    return operation.path().substring(0, operation.path().indexOf('}') + 1);
  }
}
