package dev.ghbilling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The client configured by environment variables, which the command line reads too. */
class EnvironmentTest {
  @AutoClose
  final RecordingServer server = new RecordingServer().respondWith(ScriptedResponse.of(404, ""));

  @Test
  void environment_complete_isEnough() {
    send(GitHubBilling.builder().environment(variables()));

    assertThat(server.request().target()).startsWith("/enterprises/octo-variable/");
    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_variable");
  }

  @Regression(
      input = "GH_TOKEN and GITHUB_TOKEN",
      before = "GH_TOKEN was passed over",
      now = "GH_TOKEN is sent, as by GitHub's own command line")
  @Test
  void ghToken_besideGithubToken_isSent() {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("GH_TOKEN", "ghp_first");
    send(GitHubBilling.builder().environment(variables));

    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_first");
  }

  @Test
  void ghToken_blank_leavesGithubToken() {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("GH_TOKEN", " ");
    send(GitHubBilling.builder().environment(variables));

    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_variable");
  }

  @Test
  void tokenVariable_invalid_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GitHubBilling.builder()
                    .environment(Map.of("GITHUB_ENTERPRISE", "octo", "GH_TOKEN", "a b"))
                    .build())
        .withMessage("GH_TOKEN is malformed: it has several words or lines; give the token alone");
  }

  @Regression(
      input = "a token in quotes, GH_TOKEN=..., Bearer ..., JSON, or several lines",
      before = "sent as it is, wherever it was only visible ASCII",
      now = "one line says what it looks like, without a character of it")
  @ParameterizedTest
  @CsvSource({
    "'\"ghp_secret\"', it is in quotes",
    "' ''ghp_secret''', it is in quotes",
    "ghp_secret\", it is in quotes",
    "GH_TOKEN=ghp_secret, it looks like an assignment (NAME=...)",
    "export GH_TOKEN=ghp_secret, it looks like an assignment (NAME=...)",
    "'export GH_TOKEN=\"ghp_secret\"', it looks like an assignment (NAME=...)",
    "'$env:GH_TOKEN = \"ghp_secret\"', it looks like an assignment (NAME=...)",
    "Bearer ghp_secret, it begins with a scheme such as Bearer",
    "token ghp_secret, it begins with a scheme such as Bearer",
    "ghp_secret ghp_second, it has several words or lines",
    "'{\"token\":\"ghp_secret\"}', it has characters that no token has",
    "https://ghp_secret@github.com, it has characters that no token has",
    "t\u00F6ken, it has characters that no token has",
    "$GH_TOKEN, it has characters that no token has",
    "===, it has characters that no token has"
  })
  void tokenVariable_thatLooksLikeSomethingElse_isRefusedWithWhatItLooksLike(
      String value, String reason) {
    GitHubBilling.Builder builder =
        GitHubBilling.builder().environment(Map.of("GITHUB_ENTERPRISE", "octo", "GH_TOKEN", value));

    assertThatIllegalArgumentException()
        .isThrownBy(builder::build)
        .withMessage("GH_TOKEN is malformed: " + reason + "; give the token alone");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ghp_x", "github_pat_1A_b", "0123abcd", "eyJh.eyJp.c2ln-_", "YWI+/w=="})
  void tokenVariable_ofAnyKind_isSent(String token) {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("GH_TOKEN", " " + token + "\n");
    send(GitHubBilling.builder().environment(variables));

    assertThat(server.request().header("Authorization")).containsExactly("Bearer " + token);
  }

  @Test
  void tokenVariable_withAByteOrderMark_isSentWithout() {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("GH_TOKEN", "\uFEFFghp_first\r\n");
    send(GitHubBilling.builder().environment(variables));

    assertThat(server.request().header("Authorization")).containsExactly("Bearer ghp_first");
  }

  @Test
  void builder_withValuesOfItsOwn_overridesTheEnvironment() {
    send(
        GitHubBilling.builder()
            .enterprise("octo-given")
            .token("ghp_given")
            .baseUrl(server.baseUrl())
            .environment(
                Map.of(
                    "GITHUB_API_URL", "http://127.0.0.1:1",
                    "GITHUB_ENTERPRISE", "octo-variable",
                    "GITHUB_TOKEN", "ghp_variable")));

    ReceivedRequest request = server.request();
    assertThat(request.target()).startsWith("/enterprises/octo-given/");
    assertThat(request.header("Authorization")).containsExactly("Bearer ghp_given");
  }

  @Regression(
      input = "baseUrl(https://api.github.com) beside GITHUB_API_URL",
      before = "the variable's host was called, and got the token",
      now = "the builder's own value counts, also where it is the default")
  @Test
  void builder_withThePublicApiAsItsOwn_overridesTheEnvironment() {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .environment(variables())
            .baseUrl(URI.create("https://api.github.com"))
            .build()) {
      assertThat(billing.baseUrl()).hasToString("https://api.github.com");
      assertThat(billing.organization("acme").baseUrl()).isEqualTo(billing.baseUrl());
    }
  }

  @Test
  void environment_withoutABaseUrl_usesThePublicApi() {
    try (GitHubBilling billing =
        GitHubBilling.builder()
            .environment(Map.of("GITHUB_ENTERPRISE", "octo", "GITHUB_TOKEN", "ghp_x"))
            .build()) {
      assertThat(billing).hasToString("GitHubBilling[octo at https://api.github.com]");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void environment_empty_namesAllMissingVariables(String blank) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GitHubBilling.builder().environment(Map.of("GITHUB_TOKEN", blank)).build())
        .withMessage(
            "enterprise is required: set GITHUB_ENTERPRISE,"
                + " token is required: set GH_TOKEN or GITHUB_TOKEN");
  }

  @Test
  void environment_withoutOneVariable_namesThatVariable() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> GitHubBilling.builder().environment(Map.of("GITHUB_ENTERPRISE", "octo")).build())
        .withMessage("token is required: set GH_TOKEN or GITHUB_TOKEN");
  }

  @Test
  void fromEnvironment_withoutVariables_throws() {
    // The build's environment has neither; a person's may have both.
    if (Stream.of("GITHUB_ENTERPRISE", "GH_TOKEN", "GITHUB_TOKEN")
        .allMatch(name -> System.getenv(name) == null)) {
      assertThatIllegalArgumentException()
          .isThrownBy(GitHubBilling::fromEnvironment)
          .withMessageContaining("GITHUB_ENTERPRISE")
          .withMessageContaining("GITHUB_TOKEN");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"::", "https://user:pass-word@host", "https://h?pass-word", "pass-word"})
  void baseUrlVariable_invalid_throws(String url) {
    IllegalArgumentException e =
        catchThrowableOfType(
            IllegalArgumentException.class,
            () ->
                GitHubBilling.builder()
                    .environment(
                        Map.of(
                            "GITHUB_API_URL", url,
                            "GITHUB_ENTERPRISE", "octo",
                            "GITHUB_TOKEN", "ghp_x"))
                    .build());

    assertThat(e.getMessage()).isNotBlank().doesNotContain(":pass-word", "?pass-word");
  }

  @Test
  void enterpriseVariable_invalid_isNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GitHubBilling.builder()
                    .environment(Map.of("GITHUB_ENTERPRISE", "..", "GITHUB_TOKEN", "ghp_x"))
                    .build())
        .withMessageContaining("GITHUB_ENTERPRISE");
  }

  @Regression(
      input = "GITHUB_ENTERPRISE in quotes, or with a line break",
      before = "sent as it is: 404",
      now = "a line break at the end is dropped; anything else is refused")
  @ParameterizedTest
  @ValueSource(strings = {"\"octo\"", "'octo'", "octo corp", "octo\ncorp", "SLUG=octo"})
  void enterpriseVariable_thatIsNoSlug_isNamed(String slug) {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                GitHubBilling.builder()
                    .environment(Map.of("GITHUB_ENTERPRISE", slug, "GITHUB_TOKEN", "ghp_x"))
                    .build())
        .withMessage("GITHUB_ENTERPRISE must be one slug, without quotes, spaces and NAME=");
  }

  @Test
  void enterpriseVariable_withALineBreakAtItsEnd_isSentWithout() {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("GITHUB_ENTERPRISE", " octo-variable\r\n");
    send(GitHubBilling.builder().environment(variables));

    assertThat(server.request().target()).startsWith("/enterprises/octo-variable/");
  }

  @Test
  void toBuilder_withOneChange_keepsTheRest() {
    try (GitHubBilling first = GitHubBilling.builder().environment(variables()).build()) {
      send(first.toBuilder().enterprise("octo-other").userAgent("acme"));
    }

    ReceivedRequest request = server.request();
    assertThat(request.target()).startsWith("/enterprises/octo-other/");
    assertThat(request.header("Authorization")).containsExactly("Bearer ghp_variable");
    assertThat(request.header("User-Agent").get(0)).startsWith("acme ");
  }

  @Test
  void toBuilder_withOneChange_leavesTheFirstClientUnchanged() {
    try (GitHubBilling first = GitHubBilling.builder().environment(variables()).build();
        GitHubBilling second =
            first.toBuilder().enterprise("octo-other").baseUrl(URI.create("https://h")).build()) {
      assertThat(second).hasToString("GitHubBilling[octo-other at https://h]");
      assertThat(first).hasToString("GitHubBilling[octo-variable at " + server.baseUrl() + "]");
    }
  }

  private Map<String, String> variables() {
    return Map.of(
        "GITHUB_API_URL",
        server.baseUrl().toString(),
        "GITHUB_ENTERPRISE",
        "octo-variable",
        "GITHUB_TOKEN",
        "ghp_variable");
  }

  private static void send(GitHubBilling.Builder builder) {
    try (GitHubBilling billing = builder.build()) {
      assertThat(catchThrowableOfType(RuntimeException.class, () -> billing.actions())).isNotNull();
    }
  }
}
