package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Which API to ask, about which enterprise, with which token. */
final class ApiOptions {
  private final Console console;
  private final OptionSpec baseUrl =
      Arguments.option(
              "--base-url",
              "URL",
              URI.class,
              "The API; GITHUB_API_URL when not given, and the public API without either. GHE.com: https://api.SUBDOMAIN.ghe.com; Enterprise Server: https://HOST/api/v3.")
          .converters(Converters::url)
          .build();
  private final OptionSpec enterprise =
      Arguments.option(
              "--enterprise",
              "SLUG",
              String.class,
              "The enterprise; GITHUB_ENTERPRISE when not given.")
          .build();
  private final OptionSpec tokenFile =
      Arguments.path("--token-file", "FILE", "A file with the token; GITHUB_TOKEN when not given.")
          .build();
  private final OptionSpec allowInsecure =
      Arguments.flag(
          "--allow-insecure",
          "Speak plain http to another machine, which shows the token to the network.");

  ApiOptions(Console console) {
    this.console = console;
  }

  void addTo(CommandSpec command) {
    command.addOption(baseUrl).addOption(enterprise).addOption(tokenFile).addOption(allowInsecure);
  }

  GitHubBilling connect() {
    @Nullable URI baseUrl = this.baseUrl.getValue();
    @Nullable String enterprise = this.enterprise.getValue();
    @Nullable Path tokenFile = this.tokenFile.getValue();
    requireEnterpriseAndToken(enterprise, tokenFile);
    JsonPreparation.begin();
    var builder =
        GitHubBilling.builder()
            .environment(console.environment())
            .allowInsecure(Arguments.isGiven(allowInsecure))
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
  private void requireEnterpriseAndToken(@Nullable String enterprise, @Nullable Path tokenFile) {
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
