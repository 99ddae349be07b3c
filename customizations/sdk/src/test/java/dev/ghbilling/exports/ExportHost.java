package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.call.RetryPolicy;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ManualClock;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/**
 * An API with the completed export a1, the host of its files, and a client that tries five times.
 */
final class ExportHost implements AutoCloseable {
  final ManualClock time = new ManualClock();
  final RecordingServer api = new RecordingServer();
  final RecordingServer storage = new RecordingServer();
  final GitHubBilling billing =
      Clients.at(api.baseUrl(), time)
          .retryPolicy(RetryPolicy.builder().maxAttempts(5).build())
          .build();

  /** Starts the servers. The export has one file. */
  ExportHost() {
    api.respondWith(export("/f?sig=1"));
  }

  /** Returns the export with files at these targets of the storage. */
  ScriptedResponse export(String... targets) {
    return ScriptedResponse.json(
        Bodies.export(
            "a1", Stream.of(targets).map(to -> storage.baseUrl() + to).toArray(String[]::new)));
  }

  List<Path> download(Path folder) {
    return billing.exports().export("a1").downloadTo(folder);
  }

  /** Downloads the only file, which is all that is in the folder then, and returns its content. */
  String content(Path folder) throws IOException {
    List<Path> files = download(folder);
    assertThat(files(folder)).containsExactlyElementsOf(files);
    return Files.readString(files.get(0));
  }

  DownloadException failure(Path folder) {
    return catchThrowableOfType(DownloadException.class, () -> download(folder));
  }

  /** Returns all files of the folder, hidden ones included. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] gzip(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  @Override
  public void close() {
    billing.close();
    api.close();
    storage.close();
  }
}
