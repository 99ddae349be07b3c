package dev.ghbilling.spec.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Says whom the changes between two contracts break. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Says which changes from OLD to NEW break callers, which break servers, and which are"
          + " harmless.",
      "",
      "A change breaks callers when a caller that worked with OLD, by HTTP or by the generated"
          + " client, may no longer work with NEW. It breaks servers when a server that conformed"
          + " to OLD no longer conforms to NEW."
    },
    footer = {"", "Exit status: 0 nothing breaks; 1 something does; 2 it could not run."})
final class DiffCommand extends SpecCommand {
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "An OpenAPI document, YAML or JSON, that refers to no other.")
  private Path older = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "Another.")
  private Path newer = Path.of("");

  @Mixin private FormatOption format = new FormatOption();

  DiffCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    ContractDiff diff = ContractDiff.between(Description.read(older), Description.read(newer));
    print(format.format, diff.toText(), diff.toJson());
    return diff.isBreaking() ? NO : YES;
  }
}
