package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.internal.call.ApiClients;
import dev.ghbilling.internal.call.CallSettings;
import dev.ghbilling.internal.time.Deadline;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** A download of all files of an export. */
final class Download {
  private final String id;
  private final Supplier<UsageReportExport> export;
  private final ApiClients clients;
  private final Path folder;
  private final DownloadProgress progress;

  /**
   * Creates a download.
   *
   * @param id the export's id
   * @param export gets the state of the export, with URLs that expire
   */
  Download(
      String id,
      Supplier<UsageReportExport> export,
      ApiClients clients,
      Path folder,
      DownloadProgress progress) {
    this.id = id;
    this.export = export;
    this.clients = clients;
    this.folder = folder;
    this.progress = progress;
  }

  List<Path> allParts() {
    CallSettings settings = clients.settings();
    Storage storage = new Storage(clients);
    List<URI> urls = urls();
    List<Path> files = new ArrayList<>();
    for (int number = 1; number <= urls.size(); number++) {
      PartDownload.Part part =
          new PartDownload.Part(id, number, urls.size(), path(number, urls.size()));
      PartDownload download =
          new PartDownload(storage, clients.retries(), settings.time.clock(), part, progress);
      urls =
          download.from(
              urls, this::urls, Deadline.after(settings.downloadTimeout, settings.time.clock()));
      files.add(part.path());
    }
    return List.copyOf(files);
  }

  private List<URI> urls() {
    UsageReportExport now = export.get();
    if (!now.status().equals(UsageReportExportStatus.COMPLETED)) {
      throw new ExportException(
          id, "export %s is %s and has no files yet".formatted(id, now.status()));
    }
    return now.downloadUrls() == null ? List.of() : now.downloadUrls();
  }

  /** Names the file by the export's id; a name in the URL or a header is ignored. */
  private Path path(int number, int parts) {
    String safe = id.replaceAll("[^A-Za-z0-9-]", "_");
    return folder.resolve(
        parts == 1
            ? "usage-report-%s.csv".formatted(safe)
            : String.format(
                Locale.ROOT, "usage-report-%s-part-%02d-of-%02d.csv", safe, number, parts));
  }
}
