package dev.ghbilling.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code usage} prints of a server that sends something else than it was asked for. */
class UsageAskedTest {
  private static final String MOEBEL = "11111111-2222-3333-4444-555555555555";
  private static final String CENTERS =
      """
      {"costCenters": [
        {"id": "%s", "name": "M\u00f6bel Team", "resources": []},
        {"id": "2222", "name": "Other", "resources": []}]}
      """
          .formatted(MOEBEL);

  @AutoClose private final RecordingServer server = new RecordingServer();

  @Regression(
      input = "usage --hour 5, of a server that no longer knows the hour",
      before = "the day's 8.64 USD as the hour's, status 0",
      now = "status 1 and one line that says so")
  @ParameterizedTest
  @ValueSource(strings = {"", " --format json", " --format csv", " --group-by product"})
  void hour_thatTheServerIgnores_isNeverPrinted(String options) {
    server.respondWith(ScriptedResponse.json(report("2026-06-03T00:00:00Z")));

    assertOneLine(
        run("usage --year 2026 --month 6 --day 3 --hour 5" + options),
        1,
        "the server seems to ignore hour: asked for hour=5",
        "GitHub has dropped this parameter");
  }

  @Regression(
      input = "usage --month 11, of a server that ignores the month",
      before = "June's rows as November's, status 0",
      now = "status 1 and one line with the month asked for and the date that came")
  @ParameterizedTest
  @ValueSource(
      strings = {"", " --format json", " --format csv", " --group-by month", " --all-cost-centers"})
  void month_thatTheServerIgnores_isNeverPrinted(String options) {
    respond("2026-06-03", "");

    assertOneLine(
        run("usage --year 2026 --month 11" + options),
        1,
        "asked for year=2026, month=11, but usageItems[0] has the date 2026-06-03");
  }

  @Regression(
      input = "usage, of rows whose dates have a time of day",
      before = "2025-01-01 in the table, 2025-01-01T00:00:00Z as newest row below it",
      now = "one form, and the newest day in UTC")
  @ParameterizedTest
  @ValueSource(strings = {"", " --group-by date"})
  void dates_ofTheServer_haveOneForm(String options) {
    respond("2026-06-03T23:30:00-05:00", "");

    CliRun run = run("usage --year 2026 --month 6" + options);

    assertThat(run.out()).contains("\n2026-06-04 ", "; newest row: 2026-06-04\n");
    assertThat(run.out()).doesNotContain("T23");
  }

  @Regression(
      input = "usage --cost-center NAME",
      before = "0 rows, 0 USD, status 0",
      now = "the rows of the cost center of that name")
  @ParameterizedTest
  @ValueSource(strings = {"M\u00f6bel Team", "m\u00f6bel team", MOEBEL})
  void costCenter_byName_isItsUsage(String nameOrId) {
    respond("2026-06-03", "cost_center_id=" + MOEBEL);

    CliRun run = run("usage --year 2026 --month 6 --format csv --cost-center", nameOrId);

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("2026-06-03", "8.64");
    assertThat(run.status()).isZero();
  }

  @Regression(
      input = "usage --cost-center, of one that doesn't exist",
      before = "0 rows, 0 USD, status 0",
      now = "status 2 and one line that says so")
  @ParameterizedTest
  @ValueSource(strings = {"M\u00f6bel", "99999999-2222-3333-4444-555555555555"})
  void costCenter_unknown_isSaid(String nameOrId) {
    respond("2026-06-03", "cost_center_id=" + MOEBEL);

    assertOneLine(
        run("usage --year 2026 --month 6 --cost-center", nameOrId),
        2,
        "there is no cost center %s among the 2 of the enterprise".formatted(nameOrId));
  }

  @Test
  @Regression(
      input = "usage --cost-center none, which the API's other operations take",
      before = "there is no cost center none",
      now = "also how the usage of none is shown")
  void costCenter_none_isSaidToBeTheDefault() {
    respond("2026-06-03", "cost_center_id=" + MOEBEL);

    assertOneLine(
        run("usage --year 2026 --month 6 --cost-center", "none"),
        2,
        "there is no cost center none: leave out --cost-center to see the usage that isn't charged to any");
  }

  @Test
  void help_ofTheHour_saysThatItWasDropped() {
    assertThat(run("usage --help").out().replaceAll("\\s+", " "))
        .contains("GitHub has dropped this parameter; if the server ignores it, the command fails.")
        .contains("--cost-center=ID|NAME");
  }

  private void respond(String date, String having) {
    server.respondWith(
        (request, connection) ->
            ScriptedResponse.json(
                    request.target().endsWith("/cost-centers")
                        ? CENTERS
                        : request.target().contains(having) ? report(date) : "{\"usageItems\": []}")
                .send(request, connection));
  }

  private static String report(String date) {
    return """
    {"usageItems": [{"date": "%s", "product": "actions", "sku": "Actions Linux", "quantity": 1440,
      "unitType": "minutes", "pricePerUnit": 0.006, "grossAmount": 8.64, "discountAmount": 0,
      "netAmount": 8.64, "organizationName": "acme", "repositoryName": "shop"}]}
    """
        .formatted(date);
  }

  private CliRun run(String command, String... last) {
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.addAll(List.of(last));
    return CliRun.with(CliRun.environment(server.baseUrl()), arguments.toArray(String[]::new));
  }

  private static void assertOneLine(CliRun run, int status, String... parts) {
    assertThat(run.out()).isEmpty();
    assertThat(run.errorLines())
        .filteredOn(line -> !line.startsWith("cost center "))
        .singleElement()
        .asString()
        .contains(parts);
    assertThat(run.status()).isEqualTo(status);
  }
}
