package dev.ghbilling.sandbox.internal.export;

import dev.ghbilling.sandbox.internal.http.QueryString;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A signer of URLs, each of which is valid for an hour. */
public final class SignedUrls {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final String origin;
  private final Clock clock;
  private final byte[] key = new byte[32];

  /** Signs URLs of this origin with a key of its own. */
  public SignedUrls(String origin, Clock clock) {
    this.origin = origin;
    this.clock = clock;
    new SecureRandom().nextBytes(key);
  }

  /** Returns the URL of a path with its expiry and signature. */
  URI sign(String path) {
    String expires = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
    return URI.create(
        "%s%s?expires=%s&signature=%s".formatted(origin, path, expires, signature(path, expires)));
  }

  /** Returns whether a URL has a signature of this signer. */
  boolean isSigned(String path, QueryString query) {
    String expected = signature(path, query.value("expires").orElse(""));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        query.value("signature").orElse("").getBytes(StandardCharsets.UTF_8));
  }

  /** Returns whether a signed URL has expired. */
  boolean isExpired(QueryString query) {
    return clock.instant().getEpochSecond() > Long.parseLong(query.value("expires").orElse("0"));
  }

  private String signature(String path, String expires) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      return HexFormat.of()
          .formatHex(mac.doFinal((path + "\n" + expires).getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
