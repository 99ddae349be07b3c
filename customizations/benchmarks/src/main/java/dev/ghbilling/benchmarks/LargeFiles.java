package dev.ghbilling.benchmarks;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.client.model.UsageReportExportRequest;
import dev.ghbilling.client.model.UsageReportType;
import dev.ghbilling.exports.Export;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.LocalDate;
import okhttp3.OkHttpClient;
import okhttp3.Response;

/**
 * Large answers, as the sandbox makes them: the same rows every time. Each is asked for once, and
 * kept.
 */
final class LargeFiles {
  private static final LocalDate FIRST_DAY = LocalDate.of(2025, 1, 1);
  private static final LocalDate LAST_DAY = LocalDate.of(2025, 12, 31);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  private final Bench bench;

  LargeFiles(Bench bench) {
    this.bench = bench;
  }

  /** A usage report of so many items. */
  Path usage(int items) throws IOException {
    Path file = bench.work().resolve("usage-" + items + ".json");
    if (Files.exists(file)) {
      return file;
    }
    bench.progress().accept("making an answer of %,d items".formatted(items));
    // A tenth of the rows is charged to the documented cost center, and isn't in the report.
    long rows = items + (items + 8L) / 9;
    try (ServerProcess server = ServerProcess.start(SandboxServer.class, Long.toString(rows))) {
      String url =
          "%s/enterprises/%s/settings/billing/usage?year=2025"
              .formatted(server.baseUrl(), UsageCall.ENTERPRISE);
      OkHttpClient http = new OkHttpClient.Builder().readTimeout(PATIENCE).build();
      try (Response response =
              http.newCall(OkHttpByHand.request(url, "Bearer " + UsageCall.TOKEN)).execute();
          InputStream body = response.body().byteStream()) {
        return keep(body, file);
      }
    }
  }

  /** A detailed report as CSV, with so many rows. */
  Path csv(int rows) throws IOException {
    Path file = bench.work().resolve("usage-" + rows + ".csv");
    if (Files.exists(file)) {
      return file;
    }
    bench.progress().accept("making a CSV file of %,d rows".formatted(rows));
    Path folder = Files.createTempDirectory(Files.createDirectories(bench.work()), "export");
    try (ServerProcess server = ServerProcess.start(SandboxServer.class, Integer.toString(rows));
        GitHubBilling billing =
            GitHubBilling.builder()
                .baseUrl(server.baseUrl())
                .enterprise(UsageCall.ENTERPRISE)
                .token(UsageCall.TOKEN)
                .readTimeout(PATIENCE)
                .callTimeout(PATIENCE)
                .build()) {
      Export export =
          billing
              .exports()
              .request(
                  UsageReportExportRequest.of(UsageReportType.DETAILED, FIRST_DAY)
                      .withEndDate(LAST_DAY));
      export.await(PATIENCE, state -> {});
      Path part = export.downloadTo(folder).get(0);
      return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.delete(folder);
    }
  }

  private static Path keep(InputStream body, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Path part = Files.createTempFile(file.getParent(), "usage", ".part");
    Files.copy(body, part, StandardCopyOption.REPLACE_EXISTING);
    return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }
}
