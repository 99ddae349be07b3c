package dev.ghbilling.cli.command;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.cli.input.TokenFile;
import dev.ghbilling.cli.input.WrongUsageException;
import dev.ghbilling.cli.output.Console;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that name the API, the enterprise and the token. */
final class ApiOptions {
  private final Console console;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description = {
        "The base URL of the API. Default: GITHUB_API_URL, or the API of github.com.",
        "GHE.com: https://api.SUBDOMAIN.ghe.com",
        "Enterprise Server: https://HOST/api/v3"
      })
  private @Nullable URI baseUrl;

  @Option(
      names = "--enterprise",
      paramLabel = "SLUG",
      description = "The slug of the enterprise. Default: GITHUB_ENTERPRISE.")
  private @Nullable String enterprise;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description =
          "A file that contains the token. Default: the token in GH_TOKEN or GITHUB_TOKEN.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--allow-insecure",
      description = "Allow plain http to another machine, which exposes the token to the network.")
  private boolean allowInsecure;

  ApiOptions(Console console) {
    this.console = console;
  }

  /** Creates a client for one command. */
  GitHubBilling connect() {
    requireEnterpriseAndToken();
    var builder =
        GitHubBilling.builder()
            .environment(console.environment())
            .allowInsecure(allowInsecure)
            .userAgent("ghbilling-cli")
            .observer(new RateLimitNotes(console));
    if (enterprise != null) {
      builder.enterprise(enterprise);
    }
    if (tokenFile != null) {
      TokenFile.read(tokenFile, builder, line -> console.note("ghbilling: " + line));
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    return builder.build();
  }

  /** Checks what the SDK would check too, so that the message names the options. */
  private void requireEnterpriseAndToken() {
    List<String> missing = new ArrayList<>();
    if (enterprise == null && console.variable("GITHUB_ENTERPRISE").isEmpty()) {
      missing.add("no enterprise: give --enterprise or set GITHUB_ENTERPRISE");
    }
    if (tokenFile == null
        && console.variable("GH_TOKEN").or(() -> console.variable("GITHUB_TOKEN")).isEmpty()) {
      missing.add("no token: set GH_TOKEN or GITHUB_TOKEN, or give --token-file");
    }
    if (!missing.isEmpty()) {
      throw new WrongUsageException(String.join("; ", missing));
    }
  }
}
