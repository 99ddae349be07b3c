package dev.ghbilling.app;

import feign.Headers;
import feign.Param;
import feign.RequestLine;
import java.util.List;
import java.util.Map;

/** What an app asks for itself, formed like the interfaces of the contract, which don't have it. */
interface InstallationsApi {
  String OPERATION = "createInstallationAccessToken";

  Map<String, Map<String, List<String>>> TRAITS =
      Map.of(
          OPERATION,
          Map.of(
              "method", List.of("POST"),
              // One token more does no harm.
              "idempotent", List.of("true"),
              "tokens", List.of("JSON web token of the GitHub App")));

  @RequestLine("POST /app/installations/{installation}/access_tokens")
  @Headers({
    "Accept: application/vnd.github+json",
    "X-GitHub-Api-Version: 2022-11-28",
    // Once an hour: no connection is worth keeping.
    "Connection: close"
  })
  IssuedToken createInstallationAccessToken(@Param("installation") long installation);
}
