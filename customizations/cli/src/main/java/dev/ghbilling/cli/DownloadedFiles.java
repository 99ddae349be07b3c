package dev.ghbilling.cli;

import java.nio.file.Path;
import java.util.List;

/** What a download left behind, as a document of ours. */
record DownloadedFiles(String id, List<File> files) {
  /** One file, by its absolute path. */
  record File(String path) {}

  static DownloadedFiles of(String id, List<Path> files) {
    return new DownloadedFiles(
        id, files.stream().map(file -> new File(file.toAbsolutePath().toString())).toList());
  }
}
