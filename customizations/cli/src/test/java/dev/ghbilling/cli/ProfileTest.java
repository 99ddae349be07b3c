package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.RecordedRequest;
import dev.ghbilling.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Settings that a profile has, and what is said where it can't be used. */
class ProfileTest {
  private static final String PRINTS_THE_TOKEN = "[\"printf\", \"%s\"]".formatted(CliRun.TOKEN);

  @TempDir private Path folder;
  @AutoClose private final Sandbox sandbox = Sandbox.builder().token(CliRun.TOKEN).start();

  private final Map<String, String> environment = new HashMap<>();

  @Test
  void profile_thatTheVariableNames_hasHostAccountAndToken() throws IOException {
    write(work("enterprise = \"octo-enterprise\"", PRINTS_THE_TOKEN));
    environment.put("GHBILLING_PROFILE", "work");

    CliRun run = run("committers");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
    assertThat(lastPath()).startsWith("/enterprises/octo-enterprise/");
  }

  @Test
  void account_ofOption_comesBeforeTheVariable_andThatBeforeTheProfile() throws IOException {
    write(work("enterprise = \"of-the-profile\"", PRINTS_THE_TOKEN));

    run("committers", "--profile", "work");
    assertThat(lastPath()).startsWith("/enterprises/of-the-profile/");

    environment.put("GITHUB_ORGANIZATION", "of-the-variable");
    run("committers", "--profile", "work");
    assertThat(lastPath()).startsWith("/orgs/of-the-variable/");

    run("committers", "--profile", "work", "--enterprise", "of-the-option");
    assertThat(lastPath()).startsWith("/enterprises/of-the-option/");
  }

  @Test
  void token_ofAVariable_comesBeforeTheProfile_andIsNoted() throws IOException {
    write(work("enterprise = \"octo-enterprise\"", "[\"false\"]"));
    environment.put("GH_TOKEN", CliRun.TOKEN);

    CliRun run = run("committers", "--profile", "work");

    assertThat(run.status()).isZero();
    assertThat(run.errorLines())
        .containsExactly(
            "ghbilling: using the token in GH_TOKEN instead of the token command of profile work");
  }

  @Test
  void token_ofAProfile_isForItsOwnHostOnly() throws IOException {
    write(work("enterprise = \"octo-enterprise\"", PRINTS_THE_TOKEN));
    String elsewhere = "http://localhost:" + sandbox.baseUrl().getPort();

    CliRun option = run("committers", "--profile", "work", "--base-url", elsewhere);
    CliRun github = run("committers", "--profile", "work", "--base-url", "https://api.github.com");
    environment.put("GITHUB_API_URL", elsewhere);
    CliRun variable = run("committers", "--profile", "work");

    assertThat(option.err())
        .startsWith(
            "ghbilling: the token of profile work is for %s only, not for %s: set GH_TOKEN or give --token-file"
                .formatted(sandbox.baseUrl(), elsewhere));
    assertThat(github.err()).contains("not for https://api.github.com");
    assertThat(variable.err()).contains("not for " + elsewhere);
    assertThat(option.status()).isEqualTo(2);
    assertThat(sandbox.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ["false"]                       | 1 | the token command of profile work (false) exited with 1: run it in a terminal to see why
          ["true"]                        | 1 | the token command of profile work (true) printed nothing
          ["no-such-program"]             | 2 | can't be started: there is no program no-such-program
          "gh auth token"                 | 2 | must be a list of a program and its arguments, for example ["gh", "auth", "token"]
          []                              | 2 | must be a list of a program
          ["printf", "ghp_topsecret two"] | 2 | the token command of profile work must print only a token
          """)
  void tokenCommand_thatFails_isOneLineWithoutSecrets(String command, int status, String message)
      throws IOException {
    write(work("enterprise = \"octo-enterprise\"", command));

    CliRun run = run("committers", "--profile", "work");

    assertOneLine(run, status, message);
    assertThat(run.err()).doesNotContain("topsecret");
    assertThat(sandbox.requests()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [profiles.work]!token = "ghp_topsecret"       | token of profile work in FILE isn't allowed, so that no secret is stored in this file: set token-command
          [profiles.work]!entreprise = "octo"           | entreprise of profile work in FILE isn't a setting: the settings are base-url, enterprise,
          [profiles.work]!enterprise = 3                | enterprise of profile work in FILE must be a string in quotes
          [profiles.work]!base-url = "octo.ghe.com"     | base-url of profile work in FILE must be a URL such as https://HOST/api/v3
          [profiles.work]!user = "a"!enterprise = "b"   | profile work in FILE must set only one of enterprise, organization and user
          [profiles.home]!user = "mona"                 | there is no profile work in FILE, which has home
          # nothing                                     | there is no profile work in FILE, which has no profiles: add [profiles.work]
          [profiles.work]!user = ghp_topsecret          | line 2 of FILE is not TOML
          """)
  void file_thatIsWrong_isNamedWithoutItsSecrets(String lines, String message) throws IOException {
    Path file = write(lines.replace("!", "\n"));

    CliRun run = run("committers", "--profile", "work");

    assertOneLine(run, 2, message.replace("FILE", file.toString()));
    assertThat(run.err()).doesNotContain("topsecret");
  }

  @Test
  void file_thatIsMissing_isNamed() {
    assertOneLine(
        run("committers", "--profile", "work"),
        2,
        "there is no profile work: %s/ghbilling/config.toml doesn't exist".formatted(folder));
  }

  private String work(String account, String tokenCommand) {
    return """
        [profiles.work]
        base-url = "%s"
        %s
        token-command = %s
        """
        .formatted(sandbox.baseUrl(), account, tokenCommand);
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("ghbilling/config.toml");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private CliRun run(String... arguments) {
    environment.put("XDG_CONFIG_HOME", folder.toString());
    return CliRun.with(environment, arguments);
  }

  private String lastPath() {
    RecordedRequest last = sandbox.requests().get(sandbox.requests().size() - 1);
    return last.path();
  }

  private static void assertOneLine(CliRun run, int status, String message) {
    assertThat(run.errorLines())
        .singleElement()
        .asString()
        .startsWith("ghbilling: ")
        .contains(message);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(status);
  }
}
