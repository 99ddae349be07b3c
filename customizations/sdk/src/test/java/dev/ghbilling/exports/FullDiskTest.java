package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.GitHubBilling;
import dev.ghbilling.error.DownloadException;
import dev.ghbilling.fixture.Bodies;
import dev.ghbilling.fixture.Clients;
import dev.ghbilling.testkit.ChildJvm;
import dev.ghbilling.testkit.RecordingServer;
import dev.ghbilling.testkit.ScriptedResponse;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs({OS.LINUX, OS.MAC})
class FullDiskTest {
  private static final int ROOM_IN_KILOBYTES = 256;

  @TempDir Path folder;

  @AutoClose final RecordingServer api = new RecordingServer();
  @AutoClose final RecordingServer storage = new RecordingServer();

  @Test
  void disk_full_throwsAndLeavesNothing() throws Exception {
    storage.respondWith(ScriptedResponse.of(200, report(2 * ROOM_IN_KILOBYTES * 1024)));

    ChildJvm.Exit child = download();

    Path place = folder.resolve("usage-report-a1.csv");
    assertThat(child.output().lines())
        .singleElement()
        .asString()
        .startsWith(
            "%s: part 1 of 1 was not downloaded from 127.0.0.1: %<s can't be written: "
                .formatted(place));
    assertThat(child.status()).isEqualTo(Download.REFUSED);
    assertThat(folder).isEmptyDirectory();
    assertThat(storage.requests()).as("asking again would not help").hasSize(1);
  }

  @Test
  void disk_withRoom_keepsTheFile() throws Exception {
    storage.respondWith(ScriptedResponse.of(200, report(ROOM_IN_KILOBYTES * 1024)));

    assertThat(download()).isEqualTo(new ChildJvm.Exit(0, ""));
    assertThat(Files.size(folder.resolve("usage-report-a1.csv")))
        .isEqualTo(ROOM_IN_KILOBYTES * 1024);
  }

  private static String report(int length) {
    String header = "net_amount\n";
    return header + "\n".repeat(length - header.length());
  }

  private ChildJvm.Exit download() throws Exception {
    api.respondWith(ScriptedResponse.json(Bodies.export("a1", storage.baseUrl() + "/f?sig=1")));
    return ChildJvm.of(Download.class)
        .maxFileSize(ROOM_IN_KILOBYTES)
        .run(api.baseUrl().toString(), folder.toString());
  }

  /** Runs in a child JVM. */
  static final class Download {
    static final int REFUSED = 7;

    private Download() {}

    public static void main(String[] arguments) {
      try (GitHubBilling billing = Clients.at(URI.create(arguments[0])).build()) {
        billing.exports().export("a1").downloadTo(Path.of(arguments[1]));
      } catch (DownloadException e) {
        System.out.println(e.getMessage());
        System.exit(REFUSED);
      }
    }
  }
}
