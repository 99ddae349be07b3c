package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.ConnectionException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.http.Sleeper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * A handle on one export: to look at it, to wait until it is completed, to download its files. A
 * handle costs nothing and can be made again from the export's id.
 */
public final class Export {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** Not in GitHub's documents of this version; GitHub added it later. */
  private static final UsageReportExportStatus FAILED = new UsageReportExportStatus("failed");

  private final Exports exports;
  private final Download download;
  private final Clock clock;
  private final Sleeper sleeper;
  private final String id;

  Export(Exports exports, Download download, Clock clock, Sleeper sleeper, String id) {
    this.exports = exports;
    this.download = download;
    this.clock = clock;
    this.sleeper = sleeper;
    this.id = id;
  }

  /** The export's id, from which {@link Exports#export} makes this handle again. */
  public String id() {
    return id;
  }

  /**
   * How the export is now.
   *
   * @throws dev.ghbilling.error.GitHubBillingException when the call fails
   */
  public UsageReportExport get() {
    return exports.get(id);
  }

  /**
   * Asks until the export is completed: after 2 seconds, then less and less often, at least every
   * 30 seconds.
   *
   * @param timeout how long to wait at the most; no pause oversteps it
   * @param progress told what each question brought
   * @return the completed export
   * @throws ExportException when the export failed, or was not completed in time
   * @throws CancellationException when the thread is interrupted
   * @throws dev.ghbilling.error.GitHubBillingException when a call fails
   */
  public UsageReportExport await(Duration timeout, Consumer<UsageReportExport> progress) {
    Instant deadline = clock.instant().plus(timeout);
    for (Duration pause = FIRST_PAUSE; ; pause = longer(pause)) {
      UsageReportExport export = ask();
      progress.accept(export);
      if (export.status().equals(UsageReportExportStatus.COMPLETED)) {
        return export;
      }
      if (export.status().equals(FAILED)) {
        throw new ExportException(id, "export %s failed at GitHub".formatted(id));
      }
      Duration left = Duration.between(clock.instant(), deadline);
      if (left.compareTo(pause) < 0) {
        throw new ExportException(
            id,
            "export %s is still %s after %d s; it goes on and can be asked for by its id"
                .formatted(id, export.status(), timeout.toSeconds()));
      }
      sleep(pause);
    }
  }

  /**
   * Downloads all files of the completed export, in their order.
   *
   * @param folder where to put them; made when it isn't there
   * @return the files, named by the export's id; empty when the report has no rows
   * @throws ExportException when the export isn't completed
   * @throws dev.ghbilling.error.DownloadException when a file could not be fetched or kept; nothing
   *     half stands under its name then
   * @throws dev.ghbilling.error.GitHubBillingException when the call for the addresses fails
   */
  public List<Path> downloadTo(Path folder, DownloadProgress progress) {
    UsageReportExport export = get();
    if (!export.status().equals(UsageReportExportStatus.COMPLETED)) {
      throw new ExportException(
          id, "export %s is %s and has no files yet".formatted(id, export.status()));
    }
    List<URI> urls = export.downloadUrls() == null ? List.of() : export.downloadUrls();
    List<Path> files = new ArrayList<>();
    for (int part = 1; part <= urls.size(); part++) {
      Path file = folder.resolve(fileName(part, urls.size()));
      download.to(file, urls.get(part - 1), part, urls.size(), progress);
      files.add(file);
    }
    return List.copyOf(files);
  }

  /** Ours, whatever the address or a header says. */
  private String fileName(int part, int parts) {
    String safe = id.replaceAll("[^A-Za-z0-9-]", "_");
    return parts == 1
        ? "usage-report-%s.csv".formatted(safe)
        : String.format(Locale.ROOT, "usage-report-%s-part-%02d-of-%02d.csv", safe, part, parts);
  }

  private static Duration longer(Duration pause) {
    Duration next = pause.multipliedBy(3).dividedBy(2);
    return next.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : next;
  }

  private UsageReportExport ask() {
    try {
      return get();
    } catch (ConnectionException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw interrupted();
      }
      throw e;
    }
  }

  private void sleep(Duration pause) {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted();
    }
  }

  private CancellationException interrupted() {
    return new CancellationException("interrupted while waiting for export " + id);
  }
}
