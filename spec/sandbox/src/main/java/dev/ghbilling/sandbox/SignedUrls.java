package dev.ghbilling.sandbox;

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

/** Signs addresses for an hour, and tells whether one is signed. */
final class SignedUrls {
  private static final String ALGORITHM = "HmacSHA256";
  private static final Duration LIFETIME = Duration.ofHours(1);

  private final String origin;
  private final Clock clock;
  private final byte[] key = new byte[32];

  SignedUrls(String origin, Clock clock) {
    this.origin = origin;
    this.clock = clock;
    new SecureRandom().nextBytes(key);
  }

  URI sign(String path) {
    String expires = Long.toString(clock.instant().plus(LIFETIME).getEpochSecond());
    return URI.create(
        "%s%s?expires=%s&signature=%s".formatted(origin, path, expires, signature(path, expires)));
  }

  /** Whether the signature is ours. */
  boolean isSigned(String path, Query query) {
    String expected = signature(path, query.value("expires").orElse(""));
    return MessageDigest.isEqual(
        expected.getBytes(StandardCharsets.UTF_8),
        query.value("signature").orElse("").getBytes(StandardCharsets.UTF_8));
  }

  /** Whether an address with our signature is too old. */
  boolean isExpired(Query query) {
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
