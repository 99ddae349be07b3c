package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.http.Pauses;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One download of all the files of an export. */
final class Download {
  private final Export export;
  private final Storage storage;
  private final Pauses pauses;
  private final Path folder;
  private final DownloadProgress progress;

  Download(Export export, Storage storage, Pauses pauses, Path folder, DownloadProgress progress) {
    this.export = export;
    this.storage = storage;
    this.pauses = pauses;
    this.folder = folder;
    this.progress = progress;
  }

  List<Path> allParts() {
    List<URI> addresses = addresses();
    List<Path> files = new ArrayList<>();
    for (int part = 1; part <= addresses.size(); part++) {
      PartDownload download =
          new PartDownload(
              storage,
              pauses,
              new PartDownload.Part(
                  export.id(), part, addresses.size(), place(part, addresses.size())),
              progress);
      addresses = download.from(addresses, this::addresses);
      files.add(place(part, addresses.size()));
    }
    return List.copyOf(files);
  }

  private List<URI> addresses() {
    UsageReportExport now = export.get();
    if (!now.status().equals(UsageReportExportStatus.COMPLETED)) {
      throw new ExportException(
          export.id(), "export %s is %s and has no files yet".formatted(export.id(), now.status()));
    }
    return now.downloadUrls() == null ? List.of() : now.downloadUrls();
  }

  /** The name is ours, whatever the address or a header says. */
  private Path place(int part, int parts) {
    String safe = export.id().replaceAll("[^A-Za-z0-9-]", "_");
    return folder.resolve(
        parts == 1
            ? "usage-report-%s.csv".formatted(safe)
            : String.format(
                Locale.ROOT, "usage-report-%s-part-%02d-of-%02d.csv", safe, part, parts));
  }
}
