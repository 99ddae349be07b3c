package dev.ghbilling.cli.command;

import java.nio.file.Path;
import java.util.List;

/**
 * The document that {@code exports download} prints.
 *
 * @param id the export's id
 * @param files the files that were saved
 */
record DownloadedFiles(String id, List<File> files) {
  /**
   * A saved file.
   *
   * @param path its absolute path
   */
  record File(String path) {}

  static DownloadedFiles of(String id, List<Path> files) {
    return new DownloadedFiles(
        id, files.stream().map(file -> new File(file.toAbsolutePath().toString())).toList());
  }
}
