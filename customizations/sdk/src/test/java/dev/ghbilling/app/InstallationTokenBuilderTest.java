package dev.ghbilling.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InstallationTokenBuilderTest {
  private static final String PEM = RsaKeys.pkcs1(RsaKeys.generate(2048));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "MIIEpAIBAAKCAQEA",
        "-----BEGIN RSA PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n-----END PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nc2Vj=cmV0\n-----END PRIVATE KEY-----",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\nc2VjcmV0LWtleQ==\n-----END ENCRYPTED PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nc2Vj\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN PUBLIC KEY-----\nc2VjcmV0LWtleQ==\n-----END PUBLIC KEY-----"
      })
  void privateKey_invalid_throwsWithoutQuotingIt(String pem) {
    IllegalArgumentException e =
        catchThrowableOfType(IllegalArgumentException.class, () -> builder().privateKey(pem));

    assertThat(e.getMessage()).startsWith("privateKey ").doesNotContain("c2Vj");
    assertThat(e.getCause()).isNull();
  }

  @Test
  void privateKey_notRsa_throws() throws GeneralSecurityException {
    KeyPair elliptic = KeyPairGenerator.getInstance("EC").generateKeyPair();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().privateKey(RsaKeys.pkcs8(elliptic)))
        .withMessage("privateKey can't be read as an RSA key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a/b", "a\"b", "ä"})
  void app_invalid_throws(String app) {
    assertThatIllegalArgumentException().isThrownBy(() -> builder().app(app));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, -1})
  void installation_notPositive_throws(long installation) {
    assertThatIllegalArgumentException().isThrownBy(() -> builder().installation(installation));
  }

  @Test
  void baseUrl_plainHttpToAnotherMachine_throws() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().baseUrl(URI.create("http://ghes.example/api/v3")).build())
        .withMessageContaining("plain http");
  }

  @Test
  void build_withMissingSettings_throws() {
    List<InstallationToken.Builder> unfinished =
        List.of(
            InstallationToken.builder().installation(1).privateKey(PEM),
            InstallationToken.builder().app("1").privateKey(PEM),
            InstallationToken.builder().app("1").installation(1));

    assertThat(unfinished)
        .allSatisfy(
            builder ->
                assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessage("app, installation and privateKey are required"));
  }

  private static InstallationToken.Builder builder() {
    return InstallationToken.builder().app("Iv23liExample").installation(4711).privateKey(PEM);
  }
}
