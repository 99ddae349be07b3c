package dev.ghbilling.exports;

/** A callback for the progress of a download. */
@FunctionalInterface
public interface DownloadProgress {
  /** A callback that does nothing. */
  DownloadProgress NONE = (part, parts, bytes, total) -> {};

  /**
   * Reports that more bytes of a file have arrived. Called on the downloading thread.
   *
   * @param part the number of the file, from 1
   * @param parts the number of files
   * @param bytes the bytes of this file so far
   * @param total the bytes that this file will have, or -1 when the host doesn't say
   */
  void update(int part, int parts, long bytes, long total);
}
