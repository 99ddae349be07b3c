package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.ReceivedRequest;
import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a process that was killed during a download leaves behind. */
class AbandonedDownloadTest {
  private static final String REPORT = "net_amount\n1.00\n";
  private static final String OTHER = "net_amount\n9.99\n";
  private static final int ARRIVED = 12;
  private static final int LENGTH = REPORT.length();

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @Test
  @Regression(
      input = "a process that is killed during a download, then the same download again",
      before = "the whole file again, and a hidden file that stayed for good",
      now = "the rest of the same version is appended, and no hidden file is left")
  void download_afterAKill_isContinued() throws Exception {
    killDuringDownload("ETag: \"1\"");
    host.storage.respondWith(rest(REPORT, "ETag: \"1\""));

    assertThat(fetched()).isEqualTo(REPORT);
    ReceivedRequest request = host.storage.requests().get(1);
    assertThat(request.header("Range")).containsExactly("bytes=" + ARRIVED + "-");
    assertThat(request.header("If-Range")).containsExactly("\"1\"");
  }

  @Test
  void download_afterAKill_startsOverForAnotherVersion() throws Exception {
    killDuringDownload("ETag: \"1\"");
    host.storage.respondWith(ScriptedResponse.of(200, OTHER, "ETag: \"2\""));

    assertThat(fetched()).isEqualTo(OTHER);
  }

  @Test
  void download_afterAKillWithoutAVersion_startsOver() throws Exception {
    killDuringDownload("X-None: 1");
    host.storage.respondWith(ScriptedResponse.of(200, OTHER));

    assertThat(fetched()).isEqualTo(OTHER);
    assertThat(host.storage.requests().get(1).header("Range")).containsExactly("bytes=0-");
  }

  @Test
  void download_afterAKillFromAnotherUrl_startsOver() throws Exception {
    killDuringDownload("ETag: \"1\"");
    host.api.respondWith(host.export("/g?sig=1"));
    host.storage.respondWith(ScriptedResponse.of(200, OTHER, "ETag: \"1\""));

    assertThat(fetched()).isEqualTo(OTHER);
    assertThat(host.storage.requests().get(1).header("Range")).containsExactly("bytes=0-");
  }

  @Test
  @Regression(
      input = "a symbolic link with the name of an abandoned download",
      before = "the rest of the report was appended to the file that the link leads to",
      now = "the link isn't followed, and the download starts over")
  void download_afterAKill_followsNoLink(@TempDir Path elsewhere) throws Exception {
    killDuringDownload("ETag: \"1\"");
    Path left = partialFiles().get(0);
    Path target = Files.move(left, elsewhere.resolve("target"));
    Files.createSymbolicLink(left, target);
    host.storage.respondWith(ScriptedResponse.of(200, OTHER, "ETag: \"1\""));

    assertThat(Files.readString(host.download(folder).get(0))).isEqualTo(OTHER);
    assertThat(target).hasContent(REPORT.substring(0, ARRIVED));
  }

  @Test
  void download_ofAnotherProcess_isLeftAlone() throws Exception {
    Process process = beginDownload("ETag: \"1\"");
    try {
      host.storage.respondWith(ScriptedResponse.of(200, OTHER, "ETag: \"1\""));

      assertThat(Files.readString(host.download(folder).get(0))).isEqualTo(OTHER);
      assertThat(partialFiles()).hasSize(1);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void fileOfAnotherExport_isRemovedAfterADay() throws Exception {
    killDuringDownload("ETag: \"1\"");
    Path left = partialFiles().get(0);
    host.api.respondWith(
        ScriptedResponse.json(Bodies.export("b2", host.storage.baseUrl() + "/f?sig=1")));
    host.storage.respondWith(ScriptedResponse.of(200, OTHER));

    Files.setLastModifiedTime(left, FileTime.from(host.time.instant()));
    host.billing.exports().export("b2").downloadTo(folder);
    assertThat(left).exists();

    host.time.advance(Duration.ofDays(1).plusSeconds(1));
    host.billing.exports().export("b2").downloadTo(folder);
    assertThat(left).doesNotExist();
  }

  private void killDuringDownload(String header) throws Exception {
    beginDownload(header).destroyForcibly().waitFor();
    assertThat(partialFiles()).hasSize(1);
  }

  /** Returns a process that has stored the first bytes and waits for the others. */
  private Process beginDownload(String header) throws IOException {
    host.storage.respondWith(
        (request, connection) -> {
          ScriptedResponse.withContentLength(LENGTH, 200, REPORT.substring(0, ARRIVED), header)
              .send(request, connection);
          connection.getInputStream().transferTo(OutputStream.nullOutputStream());
        });
    Process process =
        ChildJvm.of(Download.class)
            .process(host.api.baseUrl().toString(), folder.toString())
            .redirectErrorStream(true)
            .start();
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    assertThat(output.readLine()).isEqualTo(ARRIVED + " bytes");
    return process;
  }

  private static ScriptedResponse rest(String report, String header) {
    return (request, connection) -> {
      int from = Integer.parseInt(request.header("Range").get(0).replaceAll("\\D", ""));
      ScriptedResponse.of(
              206,
              report.substring(from),
              "Content-Range: bytes %d-%d/%d".formatted(from, LENGTH - 1, LENGTH),
              header)
          .send(request, connection);
    };
  }

  private String fetched() throws IOException {
    return host.content(folder);
  }

  private List<Path> partialFiles() {
    return ExportHost.files(folder).stream()
        .filter(file -> file.toString().endsWith(".part"))
        .toList();
  }

  /** Runs in a child JVM, which prints each progress. */
  static final class Download {
    private Download() {}

    public static void main(String[] arguments) {
      try (GitHubBilling billing = Clients.at(URI.create(arguments[0])).build()) {
        billing
            .exports()
            .export("a1")
            .downloadTo(
                Path.of(arguments[1]),
                (part, parts, bytes, total) -> {
                  System.out.println(bytes + " bytes");
                  System.out.flush();
                });
      }
    }
  }
}
