package dev.ghbilling.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** What a person reads when an application doesn't start because of a client's properties. */
final class InvalidClientTest {
  private static final String TOKEN = "github_pat_of_a_test";

  @TempDir private static Path folder;

  private final ApplicationContextRunner application =
      new ApplicationContextRunner()
          .withConfiguration(AutoConfigurations.of(GitHubBillingAutoConfiguration.class));

  static Stream<Arguments> properties() throws IOException {
    String file = "file:" + Files.writeString(folder.resolve("text"), "two words");
    return Stream.of(
        invalid(
            "The client gitHubBilling can't be created: token is required.",
            "Set ghbilling.token, .token-file or .app. In a test,"
                + " @AutoConfigureGitHubBillingSandbox sets it.",
            "ghbilling.enterprise=octo"),
        invalid(
            "The client gitHubBilling can't be created: token is required.",
            "Set ghbilling.token, .token-file or .app.",
            "ghbilling.enterprise=octo",
            "ghbilling.token= "),
        invalid(
            "The client north can't be created: token is required.",
            "Set ghbilling.clients.north.token, .token-file or .app, or for all clients"
                + " ghbilling.token, .token-file or .app.",
            "ghbilling.clients.north.user=monalisa"),
        invalid(
            "ghbilling.clients.north has no account.",
            "Set one of ghbilling.clients.north.enterprise, .organization and .user.",
            "ghbilling.clients.north.call-timeout=5s"),
        invalid(
            "ghbilling.clients.north.enterprise and ghbilling.clients.north.user are set, but a"
                + " client must have only one account.",
            "Keep one of them",
            "ghbilling.clients.north.enterprise=north",
            "ghbilling.clients.north.user=monalisa"),
        invalid(
            "ghbilling.token and ghbilling.token-file are set, but a client must have only one credential.",
            "Keep one of them.",
            "ghbilling.enterprise=octo",
            "ghbilling.token=" + TOKEN,
            "ghbilling.token-file=file:/nowhere"),
        invalid(
            "ghbilling.clients.north.token and ghbilling.clients.north.app are set",
            "Keep one of them.",
            "ghbilling.clients.north.enterprise=north",
            "ghbilling.clients.north.token=" + TOKEN,
            "ghbilling.clients.north.app.id=1"),
        invalid(
            "ghbilling.enterprise: the enterprise must not be blank",
            "Correct ghbilling.enterprise.",
            "ghbilling.enterprise=",
            "ghbilling.token=" + TOKEN),
        invalid(
            "ghbilling.token: the token is malformed",
            "Correct ghbilling.token.",
            "ghbilling.enterprise=octo",
            "ghbilling.token=" + TOKEN + " " + TOKEN),
        invalid(
            "ghbilling.token-file: class path resource [nowhere/token] can't be read",
            "Write file: before a path, for example file:/run/secrets/name.",
            "ghbilling.enterprise=octo",
            "ghbilling.token-file=/nowhere/token"),
        invalid(
            "ghbilling.clients.north.token-file: the token is malformed",
            "Correct ghbilling.clients.north.token-file.",
            "ghbilling.clients.north.enterprise=north",
            "ghbilling.clients.north.token-file=" + file),
        invalid(
            "ghbilling.app.id is missing.",
            "Set ghbilling.app.id, which GitHub shows in the app's settings.",
            "ghbilling.enterprise=octo",
            "ghbilling.app.installation=7"),
        invalid(
            "ghbilling.app.installation: installation must be a positive number, was -1",
            "Correct ghbilling.app.installation.",
            "ghbilling.enterprise=octo",
            "ghbilling.app.id=1",
            "ghbilling.app.installation=-1"),
        invalid(
            "ghbilling.app.private-key is missing.",
            "Set ghbilling.app.private-key",
            "ghbilling.enterprise=octo",
            "ghbilling.app.id=1",
            "ghbilling.app.installation=7"),
        invalid(
            "ghbilling.app.private-key: URL [file:/nowhere.pem] can't be read",
            "Name a file that exists",
            "ghbilling.enterprise=octo",
            "ghbilling.app.id=1",
            "ghbilling.app.installation=7",
            "ghbilling.app.private-key=file:/nowhere.pem"),
        invalid(
            "ghbilling.app.private-key: privateKey must be an unencrypted RSA key in PEM",
            "Correct ghbilling.app.private-key.",
            "ghbilling.enterprise=octo",
            "ghbilling.app.id=1",
            "ghbilling.app.installation=7",
            "ghbilling.app.private-key=" + file),
        invalid(
            "ghbilling.clients.north.call-timeout: callTimeout must be longer than zero, was PT-1S",
            "Correct ghbilling.clients.north.call-timeout.",
            "ghbilling.token=" + TOKEN,
            "ghbilling.clients.north.enterprise=north",
            "ghbilling.clients.north.call-timeout=-1s"),
        invalid(
            "ghbilling.headers.Host: the header Host is set by the library itself",
            "Correct ghbilling.headers.Host.",
            "ghbilling.enterprise=octo",
            "ghbilling.token=" + TOKEN,
            "ghbilling.headers.Host=example.com"),
        invalid(
            "The client gitHubBilling can't be created: plain http would send the token unencrypted:"
                + " use https for example.com, or allow it with allowInsecure.",
            "Correct base-url or allow-insecure below ghbilling",
            "ghbilling.enterprise=octo",
            "ghbilling.token=" + TOKEN,
            "ghbilling.base-url=http://example.com"));
  }

  private static Arguments invalid(String problem, String remedy, String... properties) {
    return Arguments.of(problem, remedy, properties);
  }

  @ParameterizedTest
  @MethodSource("properties")
  void properties_invalid_areToldWithARemedy(String problem, String remedy, String[] properties) {
    application
        .withPropertyValues(properties)
        .run(
            context -> {
              FailureAnalysis told = analyze(context.getStartupFailure());
              assertThat(told.getDescription()).startsWith(problem);
              assertThat(told.getAction()).contains(remedy);
              assertThat(told.getDescription() + told.getAction()).doesNotContain("\n", TOKEN);
            });
  }

  private static FailureAnalysis analyze(@Nullable Throwable failure) {
    return Objects.requireNonNull(
        new InvalidClientFailureAnalyzer().analyze(Objects.requireNonNull(failure)));
  }

  @Test
  void customizer_setsTheToken_noneIsMissed() {
    application
        .withBean(GitHubBillingCustomizer.class, () -> (name, builder) -> builder.token(TOKEN))
        .withPropertyValues("ghbilling.enterprise=octo")
        .run(context -> assertThat(context).hasSingleBean(GitHubBilling.class));
  }

  @Test
  void customizer_setsNoToken_isNamedInTheRemedy() {
    application
        .withBean(GitHubBillingCustomizer.class, () -> (name, builder) -> {})
        .withPropertyValues("ghbilling.enterprise=octo")
        .run(
            context ->
                assertThat(analyze(context.getStartupFailure()).getAction())
                    .contains("GitHubBillingCustomizer"));
  }

  @Test
  void application_ofAnyName_starts() {
    application
        .withPropertyValues(
            "spring.application.name=Abrechnung f\u00fcr M\u00e4rz",
            "ghbilling.enterprise=octo",
            "ghbilling.token=" + TOKEN)
        .run(context -> assertThat(context).hasSingleBean(GitHubBilling.class));
  }
}
