package dev.ghbilling.exports;

import dev.ghbilling.error.DownloadException;
import dev.ghbilling.http.BaseUrl;
import dev.ghbilling.http.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/**
 * Fetches one file from the storage that GitHub points to. No credential goes there, and no message
 * has the signature in the file's address.
 */
final class Download {
  private static final int BUFFER = 64 * 1024;

  private final OkHttpClient http;
  private final boolean allowInsecure;

  Download(OkHttpClient http, boolean allowInsecure) {
    this.http = http;
    this.allowInsecure = allowInsecure;
  }

  /** Writes beside the target first, and gives the file its name when all of it is there. */
  void to(Path target, URI url, int part, int parts, DownloadProgress progress) {
    Path folder = target.toAbsolutePath().getParent();
    Path partial = null;
    try {
      BaseUrl.requireEncrypted(url, allowInsecure);
      partial = Files.createTempFile(Files.createDirectories(folder), ".download-", ".part");
      fetch(url, partial, part, parts, progress);
      Files.move(partial, target, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | IllegalArgumentException e) {
      throw new DownloadException(
          "%s: part %d of %d was not downloaded from %s: %s"
              .formatted(target, part, parts, url.getHost(), reason(e)),
          e);
    } finally {
      discard(partial);
    }
  }

  private void fetch(URI url, Path file, int part, int parts, DownloadProgress progress)
      throws IOException {
    Request request = new Request.Builder().url(url.toString()).build();
    try (Response response = http.newCall(request).execute();
        InputStream in = response.body().byteStream();
        OutputStream out = Files.newOutputStream(file)) {
      if (!response.isSuccessful()) {
        throw new IOException("the host answered HTTP " + response.code());
      }
      long total = response.body().contentLength();
      long bytes = 0;
      byte[] buffer = new byte[BUFFER];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        out.write(buffer, 0, read);
        bytes += read;
        progress.update(part, parts, bytes, total);
      }
      if (total >= 0 && bytes != total) {
        throw new IOException("%d of %d bytes arrived".formatted(bytes, total));
      }
    }
  }

  private static void discard(@org.jspecify.annotations.Nullable Path partial) {
    try {
      if (partial != null) {
        Files.deleteIfExists(partial);
      }
    } catch (IOException leftBehind) {
      // The download's own outcome matters more than a hidden file that can't be deleted.
    }
  }

  private static String reason(Exception e) {
    if (e instanceof java.nio.file.FileSystemException file) {
      return "the folder can't be written: " + file.getFile();
    }
    return e instanceof IOException io ? Reason.of(io) : String.valueOf(e.getMessage());
  }
}
