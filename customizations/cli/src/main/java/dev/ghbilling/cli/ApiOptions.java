package dev.ghbilling.cli;

import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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
    var builder =
        GitHubBilling.builder()
            .enterprise(
                given(enterprise, "GITHUB_ENTERPRISE")
                    .orElseThrow(
                        () ->
                            new WrongUsageException(
                                "no enterprise: give --enterprise or set GITHUB_ENTERPRISE")))
            .token(token())
            .allowInsecure(allowInsecure)
            .userAgent("ghbilling-cli");
    if (baseUrl != null) {
      builder.baseUrl(baseUrl);
    } else {
      console.variable("GITHUB_API_URL").ifPresent(text -> builder.baseUrl(url(text)));
    }
    return builder.build();
  }

  private static URI url(String text) {
    try {
      return Converters.url(text);
    } catch (TypeConversionException e) {
      throw new WrongUsageException("GITHUB_API_URL is " + e.getMessage());
    }
  }

  private String token() {
    if (tokenFile == null) {
      return console
          .variable("GITHUB_TOKEN")
          .orElseThrow(
              () -> new WrongUsageException("no token: set GITHUB_TOKEN or give --token-file"));
    }
    try {
      return Files.readString(tokenFile);
    } catch (IOException e) {
      throw new WrongUsageException("the token file can't be read: " + tokenFile);
    }
  }

  private Optional<String> given(@Nullable String option, String variable) {
    return option == null ? console.variable(variable) : Optional.of(option);
  }
}
