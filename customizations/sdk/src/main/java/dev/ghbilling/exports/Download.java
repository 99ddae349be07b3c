package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.error.ExportException;
import dev.ghbilling.exports.PartUrls.ChangedPartsException;
import dev.ghbilling.internal.call.ApiClients;
import java.io.IOException;
import java.nio.file.Files;
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

  /** Downloads all files. If they change meanwhile, all of them are downloaded again, once. */
  List<Path> allParts() {
    PartUrls urls = new PartUrls(id, export);
    List<Path> files = new ArrayList<>();
    try {
      for (int changes = 0; changes < 2; changes++) {
        try {
          download(urls, files);
          requireDifferent(files);
          return List.copyOf(files);
        } catch (ChangedPartsException e) {
          delete(files);
        }
      }
      throw new ExportException(
          id, "the files of export %s changed twice while they were downloaded".formatted(id));
    } catch (IOException e) {
      throw new DownloadException(
          id, 1, 0, "%s: stored files can't be compared: %s".formatted(folder, e.getMessage()), e);
    }
  }

  private void download(PartUrls urls, List<Path> files) throws ChangedPartsException {
    ReportCheck check = new ReportCheck(urls.scope());
    List<PartDownload> downloads = new ArrayList<>();
    int parts = urls.size();
    for (int number = 1; number <= parts; number++) {
      PartDownload.Part part = new PartDownload.Part(id, number, parts, path(number, parts));
      PartDownload download = new PartDownload(clients, part, urls, check, progress);
      download.run();
      downloads.add(download);
      files.add(part.path());
    }
    for (PartDownload download : downloads) {
      download.requireCurrent();
    }
  }

  private static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    files.clear();
  }

  /** Refuses two files with the same rows, one of which has taken the place of another. */
  private void requireDifferent(List<Path> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      for (int j = i + 1; j < files.size(); j++) {
        if (ReportCheck.haveSameRows(files.get(i), files.get(j))) {
          int parts = files.size();
          delete(files);
          throw new ExportException(
              id,
              "export %s: parts %d and %d of %d have the same rows, so another part is missing"
                  .formatted(id, i + 1, j + 1, parts));
        }
      }
    }
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
