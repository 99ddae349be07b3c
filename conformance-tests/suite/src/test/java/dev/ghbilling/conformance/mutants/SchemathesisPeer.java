package dev.ghbilling.conformance.mutants;

import com.fasterxml.jackson.databind.JsonNode;
import dev.ghbilling.conformance.CommandRun;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/**
 * Schemathesis with all of its checks and phases.
 *
 * @param program the installed program
 * @param name its name and version
 */
record SchemathesisPeer(Path program, String name) implements Peer {
  static SchemathesisPeer in(Path target) throws IOException {
    String version =
        Files.readString(target.resolve("schemathesis/requirements.txt"))
            .replaceFirst("(?s).*\nschemathesis==(\\S+).*", "$1");
    return new SchemathesisPeer(
        target.resolve("schemathesis/venv/bin/schemathesis"), "Schemathesis " + version);
  }

  @Override
  public String settings() {
    return "deterministic, at most 25 examples";
  }

  @Override
  public Set<String> failures(ProxiedSandbox sandbox, Mutant server, Path contract, Path folder)
      throws IOException, InterruptedException {
    Peer.run(
        folder,
        new ProcessBuilder(
            program.toString(),
            "run",
            contract.toString(),
            "--url=" + sandbox.proxy().url(),
            "--header=Authorization: Bearer " + CommandRun.TOKEN,
            "--checks=all",
            "--continue-on-failure",
            "--max-examples=25",
            "--generation-deterministic",
            "--suppress-health-check=all",
            "--baseline=failures.json",
            "--baseline-update",
            "--report-json-path=summary.json",
            "--no-color"));
    if (!read(folder.resolve("summary.json")).path("complete").asBoolean()) {
      throw new IOException("Schemathesis did not end; see " + folder);
    }
    Set<String> failures = new HashSet<>();
    for (JsonNode entry : read(folder.resolve("failures.json")).path("entries")) {
      failures.add(
          "%s: %s %s"
              .formatted(
                  entry.path("operation").asText(),
                  entry.path("failure").asText(),
                  entry.path("signature").asText()));
    }
    return failures;
  }

  /** Reads a file, which Schemathesis doesn't write if it has nothing to say. */
  private static JsonNode read(Path file) throws IOException {
    return Files.exists(file)
        ? ContractJson.MAPPER.readTree(file.toFile())
        : ContractJson.MAPPER.missingNode();
  }
}
