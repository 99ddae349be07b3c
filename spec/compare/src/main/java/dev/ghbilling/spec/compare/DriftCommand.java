package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says in what GitHub's own description differs from the contract. */
@Command(
    name = "drift",
    sortOptions = false,
    description = {
      "Compares the contract with a description that GitHub publishes, below"
          + " /enterprises/{enterprise}/settings/billing: operations, parameters, statuses,"
          + " properties, types, bounds and enumeration values that one has and the other hasn't.",
      "",
      "A format that only one gives is no difference, nor are words, names of schemas, operation"
          + " ids, tags, extensions and who is admitted.",
      "",
      "Known differences stand in a file, with a reason each. One that no longer differs is drift"
          + " too."
    },
    footer = {
      "",
      "GitHub's descriptions are in the npm package @octokit/openapi, this one as"
          + " generated/ghec.json.",
      "Exit status: 0 no difference that isn't known; 1 drift; 2 it could not run."
    })
final class DriftCommand extends SpecCommand {
  @Option(
      names = "--upstream",
      required = true,
      paramLabel = "FILE",
      description = "GitHub's description: OpenAPI 3.0 or 3.1, dereferenced or not.")
  private Path upstream = Path.of("");

  @Option(
      names = "--known",
      paramLabel = "FILE",
      description = "The known differences. Default: spec/upstream/known-differences.yaml.")
  private @Nullable Path known;

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "Another contract than the one that this was built with.")
  private @Nullable Path contract;

  @Mixin private FormatOption format = new FormatOption();

  DriftCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    KnownDifferences differences =
        KnownDifferences.read(
            inRepository("--known", known, "spec/upstream/known-differences.yaml"));
    Description ours =
        contract == null
            ? new Description("the contract", Contract.bundled().document())
            : Description.read(contract);
    Drift drift =
        Drift.between(ours, UpstreamFile.read(upstream, BillingPaths::contain), differences);
    print(format.format, drift.toText(), drift.toJson());
    return drift.isDrift() ? NO : YES;
  }
}
