package dev.ghbilling.exports;

/** Told how far a download is. */
@FunctionalInterface
public interface DownloadProgress {
  /** Tells nobody. */
  DownloadProgress NONE = (part, parts, bytes, total) -> {};

  /**
   * Some of a file has arrived.
   *
   * @param part the file, from 1
   * @param parts how many files there are
   * @param bytes bytes of this file so far
   * @param total bytes that this file will have, or -1 where the host doesn't say
   */
  void update(int part, int parts, long bytes, long total);
}
