package dev.ghbilling.exports;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.client.model.UsageReportExportStatus;
import dev.ghbilling.error.ExportException;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** The URLs of an export's files, which expire. A file keeps its number when they are renewed. */
final class PartUrls {
  private final String id;
  private final Supplier<UsageReportExport> export;
  private final ReportScope scope;
  private List<URI> urls;
  private int renewals;

  /** Thrown when it can't be told which of the new URLs belongs to which file. */
  static final class ChangedPartsException extends Exception {
    private static final long serialVersionUID = 1L;
  }

  /**
   * Gets the URLs.
   *
   * @param id the export's id
   * @param export gets the state of the export, with new URLs each time
   */
  PartUrls(String id, Supplier<UsageReportExport> export) {
    this.id = id;
    this.export = export;
    UsageReportExport now = completed();
    this.scope = ReportScope.of(now);
    this.urls = urls(now);
  }

  /** Returns what the export states that it is about. */
  ReportScope scope() {
    return scope;
  }

  /** Returns how often the URLs were renewed. */
  int renewals() {
    return renewals;
  }

  /** Returns the number of files. */
  int size() {
    return urls.size();
  }

  /** Returns the URL of a file; they are numbered from 1. */
  URI get(int number) {
    return urls.get(number - 1);
  }

  /** Returns the URL of a file without its query, which is what it has in common with a new one. */
  String file(int number) {
    return withoutQuery(get(number));
  }

  /**
   * Gets new URLs, in whatever order they come.
   *
   * @throws ExportException when there are fewer than before, since a file would be lost
   * @throws ChangedPartsException when they aren't the same as before but for their queries; {@link
   *     #get} returns the new ones then as well
   */
  void renew() throws ChangedPartsException {
    List<URI> fresh = urls(completed());
    renewals++;
    if (fresh.size() < urls.size()) {
      throw new ExportException(
          id,
          "export %s had %d files and lists %d now; download it again"
              .formatted(id, urls.size(), fresh.size()));
    }
    Map<String, URI> byFile = new HashMap<>();
    fresh.forEach(url -> byFile.put(withoutQuery(url), url));
    List<String> files = urls.stream().map(PartUrls::withoutQuery).toList();
    boolean sameFiles =
        byFile.keySet().equals(Set.copyOf(files))
            && byFile.size() == files.size()
            && byFile.size() == fresh.size();
    urls =
        sameFiles
            ? files.stream().map(file -> Objects.requireNonNull(byFile.get(file))).toList()
            : fresh;
    if (!sameFiles) {
      throw new ChangedPartsException();
    }
  }

  private UsageReportExport completed() {
    UsageReportExport now = export.get();
    if (!now.status().equals(UsageReportExportStatus.COMPLETED)) {
      throw new ExportException(
          id, "export %s is %s and has no files yet".formatted(id, now.status()));
    }
    return now;
  }

  private List<URI> urls(UsageReportExport now) {
    List<URI> fetched = now.downloadUrls();
    if (fetched == null) {
      throw new ExportException(id, "export %s is completed, but lists no files".formatted(id));
    }
    if (Set.copyOf(fetched).size() != fetched.size()) {
      throw new ExportException(id, "export %s lists the same file twice".formatted(id));
    }
    return fetched;
  }

  private static String withoutQuery(URI url) {
    return url.toString().replaceFirst("[?#].*", "");
  }
}
