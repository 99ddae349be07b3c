package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.compare.reader.FileErrorMessage;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import dev.ghbilling.spec.compare.release.ReleasePolicy;
import dev.ghbilling.spec.text.StandardStreams;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command {@code spec release}. */
@Command(
    name = "release",
    sortOptions = false,
    description = {
      "Saves the contract as the released one, which the build compares later contracts with. Run"
          + " it for each release, after raising the contract's version.",
      "",
      "Refuses a version that isn't MAJOR.MINOR.PATCH or is lower than the released version,"
          + " another content of the released version, and changes that break callers without a"
          + " new major version."
    },
    footer = {
      "",
      "Exit status: 0 if the contract is the released one now, 1 if it was refused, 2 if the"
          + " command couldn't run."
    })
final class ReleaseCommand extends SpecCommand {
  private static final String RESOURCE = "openapi.yaml";

  @Option(
      names = "--replace",
      description =
          "Replace the released contract by another one of the same version. Only for a release"
              + " that isn't published yet.")
  private boolean replace;

  @Option(
      names = "--released",
      required = true,
      paramLabel = "FILE",
      description = "The released contract. Default: spec/released/openapi.yaml.")
  private Path released = Path.of("");

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "The contract to release. Default: the one that this program was built with.")
  private @Nullable Path contract;

  ReleaseCommand(StandardStreams streams) {
    super(streams);
  }

  @Override
  public Integer call() throws IOException {
    OpenApiDocument next =
        contract == null
            ? new OpenApiDocument("the contract", Contract.bundled().document())
            : OpenApiDocument.readValid(contract);
    Optional<String> objection =
        ReleasePolicy.objection(
            Files.exists(released) ? OpenApiDocument.readValid(released) : null, next, replace);
    if (objection.isPresent()) {
      objection.get().lines().forEach(line -> streams.note("spec release: " + line));
      return NO;
    }
    write(contract == null ? bundledContract() : Files.readAllBytes(contract), released);
    streams.line("%s is the contract of version %s".formatted(released, next.version()));
    return YES;
  }

  private static byte[] bundledContract() throws IOException {
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the contract is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  /** Writes a file as a whole or not at all. */
  private static void write(byte[] content, Path file) throws IOException {
    try {
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new IOException(FileErrorMessage.of(file, e), e);
    }
  }
}
