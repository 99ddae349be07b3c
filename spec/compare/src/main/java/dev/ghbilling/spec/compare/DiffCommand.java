package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.compare.diff.ContractDiff;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The command {@code spec diff}. */
@Command(
    name = "diff",
    sortOptions = false,
    description = {
      "Lists the changes from one contract to another: those that break callers, those that break"
          + " servers, and the harmless ones.",
      "",
      "A change breaks callers if a caller that worked with OLD, by HTTP or with a typed client,"
          + " may no longer work with NEW. It breaks servers if a server that conformed to OLD no"
          + " longer conforms to NEW."
    },
    footer = {
      "",
      "Exit status: 0 if nothing breaks, 1 if something does, 2 if the command couldn't run."
    })
final class DiffCommand extends SpecCommand {
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "An OpenAPI document in YAML or JSON that refers to no other document.")
  private Path older = Path.of("");

  @Parameters(index = "1", paramLabel = "NEW", description = "The document that follows it.")
  private Path newer = Path.of("");

  @Mixin private FormatOption format = new FormatOption();

  DiffCommand(StandardStreams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    ContractDiff diff =
        ContractDiff.between(OpenApiDocument.readValid(older), OpenApiDocument.readValid(newer));
    print(format.format, diff.toLines(), diff.toJson());
    return diff.isBreaking() ? NO : YES;
  }
}
