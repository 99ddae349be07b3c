package dev.ghbilling.pact;

import au.com.dius.pact.core.model.Consumer;
import au.com.dius.pact.core.model.PactSpecVersion;
import au.com.dius.pact.core.model.Provider;
import au.com.dius.pact.core.model.V4Interaction;
import au.com.dius.pact.core.model.V4Pact;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the pact between the SDK and providers of the API. */
final class SdkPact {
  static final String CONSUMER = "ghbilling-sdk";
  static final String PROVIDER = "github-billing";
  static final Path FOLDER = Path.of("target/pacts");
  static final Path FILE = FOLDER.resolve(CONSUMER + "-" + PROVIDER + ".json");

  private SdkPact() {}

  static V4Pact of(List<? extends V4Interaction> interactions) {
    return new V4Pact(new Consumer(CONSUMER), new Provider(PROVIDER), List.copyOf(interactions));
  }

  /** Replaces the pact file: Pact itself would merge an existing one with the new one. */
  static void write(List<? extends V4Interaction> interactions, Path folder) throws IOException {
    Files.deleteIfExists(folder.resolve(FILE.getFileName()));
    of(interactions)
        .write(folder.toString(), PactSpecVersion.V4)
        .expect(() -> "the pact can't be written to " + folder);
  }

  /**
   * Writes the pact without testing the SDK against it.
   *
   * @param args the directory
   */
  public static void main(String[] args) throws IOException {
    Contract contract = Contract.bundled();
    write(
        ExpectedResponse.all(contract).stream().map(new SdkInteractions(contract)::of).toList(),
        Path.of(args[0]));
  }
}
