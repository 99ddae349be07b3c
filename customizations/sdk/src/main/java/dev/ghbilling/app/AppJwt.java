package dev.ghbilling.app;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.ghbilling.client.ApiJson;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** The JSON web token that a GitHub App authenticates with, signed by its private key. */
final class AppJwt {
  /** GitHub's advice, for a clock that is ahead. */
  private static final Duration BACKDATED = Duration.ofSeconds(60);

  /** Together with the minute before, the 10 minutes that GitHub allows. */
  private static final Duration LIFETIME = Duration.ofMinutes(9);

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final String app;
  private final PrivateKey key;

  AppJwt(String app, PrivateKey key) {
    this.app = app;
    this.key = key;
  }

  String at(Instant now) {
    Map<String, Object> claims =
        new TreeMap<>(
            Map.of(
                "iat", now.minus(BACKDATED).getEpochSecond(),
                "exp", now.plus(LIFETIME).getEpochSecond(),
                "iss", app));
    try {
      String content =
          encoded(new TreeMap<>(Map.of("alg", "RS256", "typ", "JWT"))) + "." + encoded(claims);
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(key);
      signature.update(content.getBytes(StandardCharsets.US_ASCII));
      return content + "." + BASE64.encodeToString(signature.sign());
    } catch (GeneralSecurityException | JsonProcessingException e) {
      throw new IllegalStateException("the private key can't sign", e);
    }
  }

  private static String encoded(Map<String, ?> json) throws JsonProcessingException {
    return BASE64.encodeToString(ApiJson.mapper().writeValueAsBytes(json));
  }

  @Override
  public String toString() {
    return "AppJwt[" + app + "]";
  }
}
