package dev.ghbilling.app;

import dev.ghbilling.client.ApiOperation;
import feign.Headers;
import feign.Param;
import feign.RequestLine;

/** The endpoint for installation tokens, in the form of the contract's interfaces. */
interface InstallationsApi {
  String OPERATION = "createInstallationAccessToken";

  // Idempotent, since one token more does no harm.
  @ApiOperation(
      id = OPERATION,
      idempotent = true,
      tokens = "JSON web token of the GitHub App",
      refusedTokens = {})
  @RequestLine("POST /app/installations/{installation}/access_tokens")
  @Headers({"Accept: application/vnd.github+json", "X-GitHub-Api-Version: 2022-11-28"})
  IssuedToken createInstallationAccessToken(@Param("installation") long installation);
}
