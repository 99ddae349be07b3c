package dev.ghbilling.conformance.internal.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.conformance.internal.run.Results;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;

/**
 * Writes {@code provider-contract.json}, the request by which a provider publishes its contract and
 * the results of its verification to PactFlow, which compares it with the pacts of consumers.
 */
final class ProviderContract {
  private ProviderContract() {}

  /**
   * Writes the request.
   *
   * @param verifierVersion the version of the suite
   * @param providerVersion the version of the server that was tested
   * @param report the run's {@code report.json}
   */
  static void write(
      Results results, String verifierVersion, String providerVersion, Path report, Path file)
      throws IOException {
    ObjectNode request = ContractJson.MAPPER.createObjectNode();
    request.put("pacticipantVersionNumber", providerVersion);
    ObjectNode contract =
        request
            .putObject("contract")
            .put(
                "content",
                base64(ContractJson.MAPPER.writeValueAsBytes(Contract.bundled().document())))
            .put("contentType", "application/json")
            .put("specification", "oas");
    contract
        .putObject("selfVerificationResults")
        .put("success", results.exitCode() == 0)
        .put("content", base64(Files.readAllBytes(report)))
        .put("contentType", "application/json")
        .put("format", "json")
        .put("verifier", "ghbilling-conformance")
        .put("verifierVersion", verifierVersion);
    ContractJson.MAPPER.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), request);
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }
}
