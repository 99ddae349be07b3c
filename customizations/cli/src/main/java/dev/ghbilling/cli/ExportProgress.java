package dev.ghbilling.cli;

import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.exports.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Waits for exports and downloads them, showing how far it is. */
final class ExportProgress {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private final Console console;
  private int asked;

  ExportProgress(Console console) {
    this.console = console;
  }

  UsageReportExport await(Export export, Duration timeout) {
    try {
      return export.await(
          timeout,
          state ->
              console.progress(
                  "export %s: %s (asked %d times)".formatted(state.id(), state.status(), ++asked)));
    } finally {
      console.endProgress();
    }
  }

  List<Path> download(Export export, Path folder) {
    try {
      return export.downloadTo(
          folder,
          (part, parts, bytes, total) ->
              console.progress(
                  String.format(
                      Locale.ROOT,
                      "file %d of %d: %.1f MiB%s",
                      part,
                      parts,
                      bytes / MEBIBYTE,
                      total < 0 ? "" : " of %.1f MiB".formatted(total / MEBIBYTE))));
    } finally {
      console.endProgress();
    }
  }
}
