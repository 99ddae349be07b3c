package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.sandbox.internal.api.ApiHandler;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.export.ExportStore;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.ErrorResponseException;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import dev.ghbilling.spec.Operation;
import dev.ghbilling.spec.Parameter;
import dev.ghbilling.spec.SampleValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The behaviour of all operations, which hands a request to the behaviour of its own. */
public final class BehaviourRegistry implements Behaviour {
  private final Contract contract;
  private final SampleValues samples;
  private final Map<String, Behaviour> stateful;
  private final Map<String, Behaviour> overrides;
  private final Behaviour example = new ExampleBehaviour();

  /**
   * Registers the behaviours.
   *
   * @param overrides behaviours that replace the usual ones, by operation id
   */
  public BehaviourRegistry(
      Contract contract,
      CostCenterStore costCenters,
      UsageReportBehaviour usage,
      ExportStore exports,
      Map<String, Behaviour> overrides) {
    this.contract = contract;
    this.samples = new SampleValues(contract);
    this.overrides = overrides;
    // The only operations whose documented example isn't enough. Any other one, also one that is
    // yet to be added to the contract, is served from the contract alone.
    this.stateful =
        Map.of(
            // shows who is charged to a cost center, which the next two change
            "listCostCenters", costCenters::list,
            // has to show in the list, and to refuse an unknown cost center
            "addUsersToCostCenter", costCenters::addUsers,
            "removeUsersFromCostCenter", costCenters::removeUsers,
            // takes filters, and may have more data than the example
            "getUsageReport", usage,
            // an export is created, processed, completed and downloaded
            "listUsageReportExports", exports::list,
            "createUsageReportExport", exports::create,
            "getUsageReportExport", exports::get);
  }

  @Override
  public ServerResponse respond(ValidRequest request) {
    Operation operation = request.operation();
    Behaviour own = overrides.getOrDefault(operation.id(), stateful.get(operation.id()));
    if (own != null) {
      return own.respond(request);
    }
    requireExisting(request);
    return operation
        .pagination()
        .<Behaviour>map(PagedExampleBehaviour::new)
        .orElse(example)
        .respond(request);
  }

  /**
   * Refuses a value in the path that identifies nothing: one that is neither documented nor listed,
   * where the contract documents any. The enterprise has been checked before.
   */
  private void requireExisting(ValidRequest request) {
    for (Parameter parameter : request.operation().parameters(Parameter.Location.PATH)) {
      List<String> documented = samples.documented(request.operation(), parameter);
      String id = request.text(parameter.name()).orElseThrow();
      if (!parameter.name().equals(ApiHandler.ENTERPRISE)
          && !documented.isEmpty()
          && !documented.contains(id)
          && !isListed(request, parameter, id)) {
        throw ErrorResponseException.notFound();
      }
    }
  }

  private boolean isListed(ValidRequest request, Parameter parameter, String id) {
    return contract.list(request.operation(), parameter).stream()
        .map(list -> respond(request.withOperation(list)).content())
        .anyMatch(list -> Contract.ids(json(list)).contains(id));
  }

  private static JsonNode json(Content content) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      content.writeTo(bytes);
      return ContractJson.MAPPER.readTree(bytes.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
