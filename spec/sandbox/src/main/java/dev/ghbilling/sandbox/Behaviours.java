package dev.ghbilling.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
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

/** Which behaviour an operation has. */
final class Behaviours {
  private final Contract contract;
  private final SampleValues samples;
  private final Map<String, Behaviour> stateful;
  private final Map<String, Behaviour> others;
  private final Behaviour documented = new DocumentedAnswer();

  /**
   * The behaviours.
   *
   * @param contract the contract
   * @param others what takes the place of the usual behaviour, by operation
   */
  Behaviours(
      Contract contract,
      CostCenters costCenters,
      UsageReport usage,
      Exports exports,
      Map<String, Behaviour> others) {
    this.contract = contract;
    this.samples = new SampleValues(contract);
    this.others = others;
    // The only operations whose documented example isn't enough; every other one, and every one
    // that the contract will have, is answered from the contract alone.
    this.stateful =
        Map.of(
            // who is charged to a cost center changes with the two below
            "listCostCenters", costCenters::list,
            // has to show in the list, and to refuse an unknown cost center
            "addUsersToCostCenter", costCenters::addUsers,
            "removeUsersFromCostCenter", costCenters::removeUsers,
            // takes filters, and may have more data than the example
            "getUsageReport", usage::get,
            // an export is asked for, processed, completed and downloaded
            "listUsageReportExports", exports::list,
            "createUsageReportExport", exports::create,
            "getUsageReportExport", exports::get);
  }

  Behaviour of(Operation operation) {
    Behaviour own = others.getOrDefault(operation.id(), stateful.get(operation.id()));
    if (own != null) {
      return own;
    }
    Behaviour example = operation.pagination().<Behaviour>map(PagedAnswer::new).orElse(documented);
    return call -> {
      requireExisting(call);
      return example.answer(call);
    };
  }

  /**
   * Refuses to answer for what is nowhere: a value in the path that the documents don't show, where
   * they show one, and that isn't listed either. Which enterprise is asked for was looked at
   * before.
   */
  private void requireExisting(Call call) {
    for (Parameter parameter : call.operation().parameters(Parameter.Location.PATH)) {
      List<String> documented = samples.documented(call.operation(), parameter);
      String asked = call.text(parameter.name()).orElseThrow();
      if (!parameter.name().equals(Api.ENTERPRISE)
          && !documented.isEmpty()
          && !documented.contains(asked)
          && !isListed(call, parameter, asked)) {
        throw Refusal.notFound();
      }
    }
  }

  private boolean isListed(Call call, Parameter parameter, String id) {
    return contract.list(call.operation(), parameter).stream()
        .map(list -> of(list).answer(call.to(list)).content())
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
