package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.sandbox.Sandbox;
import dev.ghbilling.sandbox.SandboxExtension;
import dev.ghbilling.testkit.RefusingPort;
import dev.ghbilling.testkit.Regression;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure is one line on stderr for people, and an exit status for scripts. */
@ExtendWith(SandboxExtension.class)
class InvalidInputTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          usage --foo                                   | there is no option --foo
          usage --formt json                            | there is no option --formt: did you mean --format?
          usage sumary                                  | there is no command sumary: did you mean summary?
          usage --year                                  | --year needs a value
          usage --year --month 3                        | --year needs a value, but --month follows it
          usage --csv-safe=x                            | --csv-safe takes no value, was x
          usage --month 3 --month 4                     | --month is given more than once
          budgets get                                   | ID is required
          completion tcsh                               | the argument must be one of bash, zsh, fish, was tcsh
          completion                                    | ghbilling: give one of bash, zsh, fish (see
          api -f a=b GET /rate_limit                    | there is no option -f: did you mean -F?
          api GET /enterprises/{entreprise}/x           | PATH has {entreprise}, which isn't {enterprise}, {org} or {user}: did you mean enterprise?
          ledger metrics --store s --port 9464          | there is no option --port: did you mean --listen?
          ledger export --store s --to csv --output o --month 9999-01 | --month must not be in the future, was 9999-01
          ledger export --store s --to csv --output o --since 9999-01-01 | --since must not be in the future, was 9999-01-01
          ledger export --store s --to csv --output /dev/null | --output must be a file, since the export replaces it, was /dev/null
          ledger export --store s --to csv --output /dev/stdout | --output must be a file, since the export replaces it, was /dev/stdout
          ledger export --store s --to focus --focus-version 1.5 --output x.csv | --focus-version must be one of 1.2, 1.3, 1.4, was 1.5
          cost-centers create --name Eng                | there is no option --name
          ledger status --store s --month this --all    | give either --month or --all
          ledger sync --store pom.xml                   | --store must be a folder, but pom.xml is a file
          exports create --type detailed --start 2024-01-01 --output pom.xml | --output must be a folder, but pom.xml is a file
          budgets create --scope user --user hubot --type SkuPricing --amount 1 | give --enterprise or --org; --login names a user in it
          exports create --type detailed --start 2024-01-01 --last 3m | give only one of --start=DATE, --last=
          nonsense                                      | there is no command nonsense
          actions now                                   | unexpected argument now
          exports list now                              | unexpected argument now
          usage --month 13                              | month must be 1 to 12, was 13
          usage --month 0                               | month must be 1 to 12, was 0
          usage --day 32                                | day must be 1 to 31, was 32
          usage --hour 24                               | hour must be 0 to 23, was 24
          usage --hour -1                               | hour must be 0 to 23, was -1
          usage --year 23                               | year must be 1000 to 9999, was 23
          usage --year twenty                           | --year must be a whole number, was twenty
          sandbox --usage-items 1.5                     | --usage-items must be a whole number, was 1.5
          usage --day 1                                 | --day requires --month
          usage --year 2024 --hour 1                    | --hour requires --day
          usage --year 2023 --month 2 --day 29          | day must be 1 to 28 in 2023-02, was 29
          usage --year 2023 --month 2 --day 29 --all-cost-centers | day must be 1 to 28 in 2023-02, was 29
          usage --year 9999                             | 9999 begins after today,
          usage --cost-center a --group-by cost-center  | --group-by cost-center includes all cost centers: leave out --cost-center a
          usage --until 2025-01-31                      | --until requires --since
          usage --since 2025-02-01 --until 2025-01-31   | --since must not be after --until 2025-01-31, was 2025-02-01
          usage --since 9999-01-01                      | --since must not be after today, was 9999-01-01
          usage --since 2025-02-01 --month 2            | give either --since or --year and --month
          usage --group-by sku --top 0                  | --top must be at least 1, was 0
          usage --group-by sku,planet                   | must be one of product, sku, organization, repository, date, month, cost-center, day, was planet
          usage --group-by repo                         | was repo: did you mean repository?
          usage --org acme --cost-center a              | only an enterprise has cost centers and hours
          usage --org acme --group-by cost-center       | only an enterprise has cost centers and hours
          usage --user mona --all-cost-centers          | only an enterprise has cost centers and hours
          usage --org acme --user mona                  | give only one of --org=LOGIN, --user=LOGIN
          usage --year 2025 summary                     | options must follow the command summary
          usage summary --month 13                      | month must be 1 to 12, was 13
          usage summary --org acme --organization o     | --organization isn't possible for this kind of account
          usage ai-credits --user mona --login hubot    | --login isn't possible for this kind of account
          usage ai-credits --org acme --cost-center a   | --cost-center isn't possible for this kind of account
          actions --org acme                            | GitHub has this for no organization: give --enterprise
          exports list --user mona                      | GitHub has this for no user: give --enterprise
          cost-centers list --org acme                  | GitHub has this for no organization: give --enterprise
          budgets list --user mona                      | GitHub has this for no user: give --enterprise or --org
          budgets users id --org acme                   | GitHub has this for no organization: give --enterprise
          budgets list --scope user --login mona        | give either --scope or --login
          budgets create --scope enterprise             | --amount=N, --type=TYPE are required
          budgets update id                             | give at least one option that says what to change
          budgets check --fail-over much                | must be a percentage such as 90%, was much
          budgets check --fail-over 0.9                 | must have a percent sign below 1, was 0.9: write 90% or 0.9%
          ledger check --store x --budget 9 --fail-over .95 | must have a percent sign below 1, was .95: write 95% or 0.95%
          budgets create --type SkuPricing --amount 1 --scope organization | a budget of the scope organization needs an entity name
          budgets create --type SkuPricing --amount 1 --scope multi_user_cost_center | a budget of the scope multi_user_cost_center needs an entity name
          budgets create --type SkuPricing --amount 1 --scope user | a budget of the scope user needs the login of the user
          exports create --type detailed --start 2999-01-01 | --start must not be after today
          exports create --type detailed --month 2999-01 | --month must not be in the future
          exports create --type detailed --month last --end 2024-01-01 | --month excludes --end
          exports create --type detailed --start 2024-01-01 --end 2999-01-01 | --end must not be after today
          budgets check --fail-over 0%                  | --fail-over must be over 0, was 0
          cost-centers sync id                          | --users-file=FILE is required
          cost-centers sync id --users-file /nowhere/u  | --users-file can't be read: /nowhere/u: no such file or folder
          usage --cost-center a --all-cost-centers      | 'give only one of --cost-center=ID|NAME, --all-cost-centers'
          usage --group-by planet                       | --group-by must be one of product, sku, organization, repository, date, month, cost-center, day, was planet
          actions --format xml                          | --format must be one of table, json, jsonl, csv, markdown, was xml
          actions --base-url ftp://host                 | must be an http or https URL, was ftp://host
          actions --base-url http://billing.example     | plain http would send the token unencrypted
          actions --base-url https://u:p@host           | must not contain a user or a password
          actions --base-url ::                         | --base-url must be a URL such as https://HOST/api/v3
          actions --base-url u:secret@host              | --base-url must be a URL such as https://HOST/api/v3
          actions --enterprise ..                       | the enterprise must not be a dot segment, was ..
          actions --token-file /nowhere/token           | --token-file can't be read: /nowhere/token: no such file or folder
          cost-centers                                  | give a command: list, get, create
          cost-centers add-users id                     | LOGIN is required
          exports create --type detailed                | give one of --start=DATE, --last=
          exports create --type detailed --start today  | --start must be a date such as 2024-01-31, was today
          exports create --type detailed --start 2024-02-01 --end 2024-01-01 | --end must not be before --start (2024-02-01), was 2024-01-01
          exports download id                           | --output=DIR is required
          sandbox --port 70000                          | --port must be 0 to 65535, was 70000
          exports create --type detailed --start 2024-01-01 --timeout -5 | --timeout must be 1 to 1440 minutes, was -5
          exports create --type detailed --start 2024-01-01 --timeout 0 | --timeout must be 1 to 1440 minutes, was 0
          sandbox --usage-items -1                      | --usage-items must be at least 0, was -1
          sandbox --history 61                          | --history must be 0 to 60, was 61
          sandbox --history 1 --usage-items 1           | --history and --usage-items exclude each other
          """)
  void command_invalidArgument_printsOneLineAndExits2(
      String command, String message, Sandbox sandbox) {
    // Nothing listens at the API's address, so a request would give status 1.
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.put("GITHUB_API_URL", "http://127.0.0.1:1");

    assertOneLine(CliRun.with(environment, command.split(" +")), 2, message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://u:p w@h", "u:p w@h", "u:p%20w@h"})
  void baseUrl_invalidUrlWithPassword_isNotQuoted(String url, Sandbox sandbox) {
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.put("GITHUB_API_URL", url);

    CliRun option = CliRun.against(sandbox, "actions", "--base-url", url);
    CliRun variable = CliRun.with(environment, "actions");

    assertOneLine(option, 2, "--base-url must be a URL such as https://HOST/api/v3");
    assertOneLine(variable, 2, "GITHUB_API_URL must be an http or https URL");
    assertThat(option.err() + variable.err()).doesNotContain("u:p", "w@h");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-5", "0", "1441", "9223372036854775807"})
  void exportsCreate_timeoutOutOfRange_sendsNothing(String minutes) {
    try (Sandbox sandbox = Sandbox.builder().start()) {
      String create = "exports create --type detailed --start 2023-08-01 --wait --timeout ";

      assertOneLine(
          CliRun.against(sandbox, (create + minutes).split(" ")),
          2,
          "--timeout must be 1 to 1440 minutes, was " + minutes);
      assertThat(sandbox.requests()).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--enterprise", "--token"})
  void sandbox_blankOption_exits2(String option) {
    assertOneLine(CliRun.with(Map.of(), "sandbox", option, ""), 2, option + " must not be blank");
    assertOneLine(CliRun.with(Map.of(), "sandbox", option, " "), 2, option + " must not be blank");
  }

  @Test
  void command_noEnterprise_namesTheOption() {
    assertOneLine(CliRun.with(Map.of("GITHUB_TOKEN", "t"), "actions"), 2, "no enterprise");
  }

  @Test
  void command_noToken_namesTheVariable() {
    assertOneLine(CliRun.with(Map.of("GITHUB_ENTERPRISE", "e"), "actions"), 2, "no token");
  }

  @Test
  void command_noEnterpriseAndNoToken_namesBoth() {
    assertOneLine(
        CliRun.with(Map.of(), "actions"),
        2,
        "no enterprise: give --enterprise or set GITHUB_ENTERPRISE;"
            + " no token: set GH_TOKEN or GITHUB_TOKEN, or give --token-file");
  }

  @Test
  void command_invalidBaseUrlVariable_namesTheVariable() {
    assertOneLine(
        CliRun.with(
            Map.of("GITHUB_ENTERPRISE", "e", "GITHUB_TOKEN", "t", "GITHUB_API_URL", "::"),
            "actions"),
        2,
        "GITHUB_API_URL must be an http or https URL");
  }

  @Test
  void command_connectionRefused_exits1(Sandbox sandbox) {
    try (RefusingPort port = new RefusingPort()) {
      Map<String, String> environment = CliRun.environment(sandbox);
      environment.put("GITHUB_API_URL", port.baseUrl().toString());

      assertOneLine(
          CliRun.with(environment, "actions"),
          1,
          "getActionsBilling: no response from 127.0.0.1:%d: the connection was refused"
              .formatted(port.port()));
    }
  }

  @Test
  void command_unknownEnterprise_exits1WithRequestId(Sandbox sandbox) {
    assertOneLine(
        CliRun.against(sandbox, "actions", "--enterprise", "another"),
        1,
        "getActionsBilling: HTTP 404: Not Found (request ");
    assertThat(CliRun.against(sandbox, "exports", "list", "--enterprise", "entreprise").err())
        .endsWith("; the request was for the enterprise entreprise\n");
  }

  @Test
  @Regression(
      input = "a token that the server refuses",
      before = "HTTP 401, without a word about where the token came from",
      now = "the variable, the file or the profile, and what to do")
  void command_refusedToken_saysWhereItCameFrom(@TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("token"), "other");
    assertThat(file.toFile().setReadable(false, false)).isTrue();
    assertThat(file.toFile().setReadable(true, true)).isTrue();
    try (Sandbox strict = Sandbox.builder().token("the-right-one").start()) {
      String advice = ": check that it is complete, hasn't expired, and was issued for 127.0.0.1";

      assertOneLine(
          CliRun.against(strict, "exports", "list"),
          1,
          "; the token is from GITHUB_TOKEN" + advice);
      assertOneLine(
          CliRun.against(strict, "exports", "list", "--token-file", file.toString()),
          1,
          "; the token is from --token-file " + file + advice);
    }
  }

  @Test
  @Regression(
      input = "exports create --month 2022-01",
      before = "a file without rows, and no word about it",
      now = "a note that GitHub doesn't keep that month any more")
  void exportsCreate_monthThatIsNotKept_isNoted(Sandbox sandbox) {
    CliRun run =
        CliRun.against(sandbox, "exports", "create", "--type", "detailed", "--month", "2022-01");

    assertThat(run.status()).as(run.err()).isZero();
    assertThat(run.err())
        .contains("No usage in 2022-01-01 to 2022-01-31: GitHub keeps 24 months. Give a period");
  }

  @Test
  void exportsCreate_help_hasTheContractsTypes(Sandbox sandbox) {
    assertThat(CliRun.against(sandbox, "exports", "create", "--help").out())
        .containsPattern(
            "detailed, summarized,\\s+premium_request,\\s+ai_credit,\\s+or\\s+another");
  }

  @Test
  @Regression(
      input = "exports create --type detail",
      before = "the reason of the 400 twice",
      now = "once")
  void exportsCreate_unknownType_hasTheReasonOnce(Sandbox sandbox) {
    CliRun run =
        CliRun.against(sandbox, "exports", "create", "--type", "detail", "--start", "2023-08-01");

    assertThat(run.errorLines().get(1)).containsOnlyOnce("report_type: ");
  }

  @Test
  void exportsCreate_unwritableFolder_sendsNothing(Sandbox sandbox, @TempDir Path temp)
      throws IOException {
    Path file = Files.createFile(temp.resolve("file"));
    String before = CliRun.against(sandbox, "exports", "list").out();

    CliRun run =
        CliRun.against(
            sandbox,
            "exports",
            "create",
            "--type",
            "detailed",
            "--start",
            "2023-08-01",
            "--output",
            file.resolve("below").toString());

    assertOneLine(
        run, 1, "--output can't be written: %s: Not a directory".formatted(file.resolve("below")));
    assertThat(CliRun.against(sandbox, "exports", "list").out()).isEqualTo(before);
  }

  @Test
  void sandbox_portInUse_namesThePort(Sandbox sandbox) {
    int taken = sandbox.baseUrl().getPort();

    assertOneLine(
        CliRun.with(Map.of(), "sandbox", "--port", Integer.toString(taken)),
        1,
        Integer.toString(taken));
  }

  @Test
  void tokenFile_trailingNewline_isIgnored(Sandbox sandbox, @TempDir Path temp) throws IOException {
    Path file = Files.writeString(temp.resolve("token"), CliRun.TOKEN + "\n");
    Map<String, String> environment = CliRun.environment(sandbox);
    environment.remove("GITHUB_TOKEN");

    assertThat(CliRun.with(environment, "actions", "--token-file", file.toString()).status())
        .isZero();
  }

  private static void assertOneLine(CliRun run, int status, String message) {
    assertThat(run.errorLines()).singleElement().asString().contains(message);
    assertThat(run.errorLines().get(0))
        .startsWith("ghbilling: ")
        .doesNotContain(CliRun.TOKEN, "Exception", "\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(status);
  }
}
