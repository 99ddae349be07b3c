package dev.ghbilling.spec.compare;

import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes the present contract as the released one. */
@Command(
    name = "release",
    sortOptions = false,
    description = {
      "Writes the contract as the released one, which the build holds later contracts against."
          + " A step of each release, after info.version is raised.",
      "",
      "Refuses a version that isn't MAJOR.MINOR.PATCH, one below the released version, one that was"
          + " released with another content, and what breaks callers without a new major."
    },
    footer = {"", "Exit status: 0 it is the released one; 1 refused; 2 it could not run."})
final class ReleaseCommand extends SpecCommand {
  private static final String RESOURCE = "openapi.yaml";

  @Option(
      names = "--replace",
      description =
          "Also when the same version stands there with another content: as long as it isn't"
              + " published.")
  private boolean replace;

  @Option(
      names = "--released",
      paramLabel = "FILE",
      description = "The released contract. Default: spec/released/openapi.yaml.")
  private @Nullable Path released;

  @Option(
      names = "--contract",
      paramLabel = "FILE",
      description = "Another contract than the one that this was built with.")
  private @Nullable Path contract;

  ReleaseCommand(Map<String, String> environment) {
    super(environment);
  }

  @Override
  public Integer call() throws IOException {
    Path file = inRepository("--released", released, "spec/released/openapi.yaml");
    byte[] present = present();
    Path next = Files.createTempFile("contract", ".yaml");
    try {
      Files.write(next, present);
      Description description = Description.read(next);
      Optional<String> objection = objection(file, description);
      if (objection.isPresent()) {
        return refuse(objection.get());
      }
      write(present, file);
      print(file + " is " + description.version());
      return YES;
    } finally {
      Files.delete(next);
    }
  }

  private byte[] present() throws IOException {
    if (contract != null) {
      try {
        return Files.readAllBytes(contract);
      } catch (IOException e) {
        throw new IOException(Reason.of(contract, e), e);
      }
    }
    try (InputStream in = Contract.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException("the contract is not on the class path");
      }
      return in.readAllBytes();
    }
  }

  private Optional<String> objection(Path file, Description present) throws IOException {
    ApiVersion version = ApiVersion.of(present.version());
    if (!version.isRelease()) {
      return Optional.of(present.version() + " is no version of a release");
    }
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    ContractDiff diff = ContractDiff.between(Description.read(file), present);
    int order = version.compareTo(ApiVersion.of(diff.older()));
    if (order < 0) {
      return Optional.of(diff.older() + " is released already, and " + diff.newer() + " is lower");
    }
    if (order == 0) {
      boolean same = diff.changes().isEmpty() && !diff.elsewhere();
      return same || replace
          ? Optional.empty()
          : Optional.of(
              diff.older()
                  + " is released with another content; raise info.version, or --replace it as long"
                  + " as it isn't published");
    }
    return ReleasedContract.fault(diff);
  }

  /** All of it or nothing. */
  private static void write(byte[] content, Path file) throws IOException {
    try {
      if (Files.exists(file) && Arrays.equals(Files.readAllBytes(file), content)) {
        return;
      }
      Path part = file.resolveSibling(file.getFileName() + ".part");
      try {
        Files.write(part, content);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (IOException e) {
      throw new IOException(Reason.of(file, e), e);
    }
  }
}
