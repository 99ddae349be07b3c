package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which API to ask, about which enterprise, with which token. */
final class ApiOptions {
  private final Console console;

  @Option(
      names = "--base-url",
      paramLabel = "URL",
      description =
          "The API; GITHUB_API_URL when not given, and the public API without either. GHE.com: https://api.SUBDOMAIN.ghe.com; Enterprise Server: https://HOST/api/v3.")
  private @Nullable URI baseUrl;

  @Option(
      names = "--enterprise",
      paramLabel = "SLUG",
      description = "The enterprise; GITHUB_ENTERPRISE when not given.")
  private @Nullable String enterprise;

  @Option(
      names = "--token-file",
      paramLabel = "FILE",
      description = "A file with the token; GITHUB_TOKEN when not given.")
  private @Nullable Path tokenFile;

  @Option(
      names = "--allow-insecure",
      description = "Speak plain http to another machine, which shows the token to the network.")
  private boolean allowInsecure;

  ApiOptions(Console console) {
    this.console = console;
  }

  GitHubBilling connect() {
    requireEnterpriseAndToken();
    var builder =
        GitHubBilling.builder()
            .environment(console.environment())
            .allowInsecure(allowInsecure)
            .userAgent("ghbilling-cli")
            .observer(new LimitNotes(console));
    if (enterprise != null) {
      builder.enterprise(enterprise);
    }
    if (tokenFile != null) {
      builder.token(token(tokenFile));
    }
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    }
    return builder.build();
  }

  /** What the SDK would say too, but not with the names of the options. */
  private void requireEnterpriseAndToken() {
    List<String> missing = new ArrayList<>();
    if (enterprise == null && console.variable("GITHUB_ENTERPRISE").isEmpty()) {
      missing.add("no enterprise: give --enterprise or set GITHUB_ENTERPRISE");
    }
    if (tokenFile == null && console.variable("GITHUB_TOKEN").isEmpty()) {
      missing.add("no token: set GITHUB_TOKEN or give --token-file");
    }
    if (!missing.isEmpty()) {
      throw new WrongUsageException(String.join("; ", missing));
    }
  }

  private static String token(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new WrongUsageException("the token file can't be read: " + file);
    }
  }
}
