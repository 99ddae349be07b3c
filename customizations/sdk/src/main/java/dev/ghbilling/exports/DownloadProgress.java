package dev.ghbilling.exports;

/** An observer of how far a download is. */
@FunctionalInterface
public interface DownloadProgress {
  /** An observer that does nothing. */
  DownloadProgress NONE = (part, parts, bytes, total) -> {};

  /**
   * Called when some of a file has arrived.
   *
   * @param part the number of the file, from 1
   * @param parts the number of files
   * @param bytes the bytes of this file so far
   * @param total the bytes that this file will have, or -1 where the host doesn't tell
   */
  void update(int part, int parts, long bytes, long total);
}
