package dev.ghbilling.cli.command;

import dev.ghbilling.cli.output.Console;
import dev.ghbilling.client.model.UsageReportExport;
import dev.ghbilling.exports.Export;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** Waits for exports and downloads them, showing progress on a terminal. */
final class ExportProgress {
  private static final double MEBIBYTE = 1024.0 * 1024.0;

  private final Console console;
  private int polls;

  ExportProgress(Console console) {
    this.console = console;
  }

  UsageReportExport await(Export export, Duration timeout) {
    try {
      return export.await(
          timeout,
          state ->
              console.progress(
                  "export %s: %s (checked %d times)"
                      .formatted(state.id(), state.status(), ++polls)));
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
