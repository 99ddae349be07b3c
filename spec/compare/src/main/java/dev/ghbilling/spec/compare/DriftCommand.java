package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.compare.drift.Drift;
import dev.ghbilling.spec.compare.drift.KnownDifferences;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The command {@code spec drift}. */
@Command(
    name = "drift",
    sortOptions = false,
    description = {
      "Compares the contract with descriptions that GitHub publishes, below /settings/billing of"
          + " enterprises, organizations and users: operations, parameters, statuses, properties,"
          + " types, limits and enumeration values that only one of them has.",
      "",
      "These don't count: a format that only one side gives, descriptions, names of schemas,"
          + " operation ids, tags, extensions, and who may call an operation.",
      "",
      "Known differences are listed in a file, each with a reason, or match a pattern that has one."
          + " A known difference that no longer exists is drift, too, and so is a pattern that"
          + " nothing matches."
    },
    footer = {
      "",
      "GitHub publishes its descriptions in the npm package @octokit/openapi: of enterprises as"
          + " generated/ghec.json, of organizations and users as generated/api.github.com.json.",
      "Exit status: 0 if all differences are known and exist, 1 if not, 2 if the command couldn't"
          + " run."
    })
final class DriftCommand extends SpecCommand {
  @Option(
      names = "--upstream",
      required = true,
      paramLabel = "FILE",
      description =
          "GitHub's description in OpenAPI 3.0 or 3.1, dereferenced or not. Give the option for each"
              + " file.")
  private List<Path> upstream = List.of();

  @Option(
      names = "--known",
      required = true,
      paramLabel = "FILE",
      description = "The known differences. Default: spec/upstream/known-differences.yaml.")
  private Path known = Path.of("");

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "The contract. Default: the one that this program was built with.")
  private @Nullable Path contract;

  @Mixin private FormatOption format = new FormatOption();

  DriftCommand(StandardStreams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    KnownDifferences differences = KnownDifferences.read(known);
    OpenApiDocument ours =
        contract == null
            ? new OpenApiDocument("the contract", Contract.bundled().document())
            : OpenApiDocument.readValid(contract);
    List<OpenApiDocument> theirs = new ArrayList<>();
    for (Path file : upstream) {
      // GitHub's description is large, and only a small part of it matters: it isn't validated.
      theirs.add(OpenApiDocument.read(file));
    }
    Drift drift = Drift.between(ours, theirs, differences);
    print(format.format, drift.toLines(), drift.toJson());
    return drift.isDrift() ? NO : YES;
  }
}
