package dev.ghbilling.exports;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ghbilling.testkit.Regression;
import dev.ghbilling.testkit.ScriptedResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file that is replaced on its host while it is downloaded; both versions have one length. */
class SameFileTest {
  private static final String OLD = "net_amount\n1.00\n";
  private static final String NEW = "net_amount\n9.99\n";
  private static final int LENGTH = OLD.length();
  private static final int ARRIVED = 12;

  @TempDir Path folder;

  @AutoClose final ExportHost host = new ExportHost();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "ETag: W/\"1\"  | ETag: W/\"2\"",
        "ETag: W/\"1\"  | ETag: W/\"1\"",
        "ETag: W/\"1\"  | ETag: \"1\"",
        "ETag: \"1\"    | ETag: W/\"1\"",
        "ETag: \"1\"    | ETag: \"2\"",
        "ETag: \"1\"    | X-None: 1",
        "X-None: 1      | ETag: \"1\"",
        "ETag: \"\"     | ETag: \"\"",
        "X-None: 1      | X-None: 1",
        "Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT | Last-Modified: Wed, 01 Jan 2025 00:00:00 GMT",
      })
  @Regression(
      input = "a break, then the rest of another version with the same length",
      before = "unless two strong ETags differed, both versions in one file",
      now = "the new version from its beginning")
  void rest_withoutTheSameStrongTag_startsOver(String before, String after) throws IOException {
    host.storage.respondWith(
        ScriptedResponse.withContentLength(
            LENGTH,
            206,
            OLD.substring(0, ARRIVED),
            "Content-Range: bytes 0-%d/%d".formatted(LENGTH - 1, LENGTH),
            before),
        newVersion(after));

    assertThat(host.content(folder)).isEqualTo(NEW);
  }

  @Test
  @Regression(
      input = "a break, then the rest compressed by gzip, below the same strong ETag",
      before = "gzip appended to the text",
      now = "the file is requested again")
  void rest_inAnotherCoding_startsOver() throws IOException {
    host.storage.respondWith(
        beginning("ETag: \"1\""),
        rest("ETag: \"1\"", "Content-Encoding: gzip"),
        ScriptedResponse.of(200, NEW, "ETag: \"1\""));

    assertThat(host.content(folder)).isEqualTo(NEW);
  }

  @Test
  @Regression(
      input = "a break of a gzip transfer, then the rest as it is, below the same strong ETag",
      before = "text appended to gzip",
      now = "the file is requested again")
  void beginning_inAnotherCoding_startsOver() throws IOException {
    host.storage.respondWith(
        beginning("ETag: \"1\"", "Content-Encoding: gzip"), newVersion("ETag: \"1\""));

    assertThat(host.content(folder)).isEqualTo(NEW);
  }

  @Test
  void rest_withTheSameStrongTag_isAppended() throws IOException {
    host.storage.respondWith(beginning("ETag: \"1\""), rest("ETag: \"1\""));

    assertThat(host.content(folder)).isEqualTo(OLD);
    assertThat(host.storage.requests().get(1).header("If-Range")).containsExactly("\"1\"");
  }

  @Test
  @Regression(
      input = "a connection that ends early, then a 416 with the length that had arrived",
      before = "the part was stored as the file",
      now = "the file is requested again")
  void length_ofAnUnknownVersion_isNoProofOfTheEnd() throws IOException {
    byte[] cut = "net_amount\n".getBytes(StandardCharsets.US_ASCII);
    host.storage.respondWith(
        ScriptedResponse.untilClose(200, cut),
        (request, connection) -> {
          boolean rest = !from(request.header("Range")).matches("0?");
          ScriptedResponse next =
              rest
                  ? ScriptedResponse.of(416, "", "Content-Range: bytes */" + cut.length)
                  : ScriptedResponse.of(200, NEW);
          next.send(request, connection);
        });

    assertThat(host.content(folder)).isEqualTo(NEW);
  }

  @Test
  @Regression(
      input = "a file of the same length that is already in the folder",
      before = "kept for the report",
      now = "replaced by it")
  void file_ofTheSameLength_isReplaced() throws IOException {
    Files.writeString(folder.resolve("usage-report-a1.csv"), OLD);
    host.storage.respondWith(ScriptedResponse.of(200, NEW));

    assertThat(host.content(folder)).isEqualTo(NEW);
  }

  private static ScriptedResponse beginning(String... headers) {
    return ScriptedResponse.withContentLength(LENGTH, 200, OLD.substring(0, ARRIVED), headers);
  }

  private static ScriptedResponse rest(String... headers) {
    String range = "Content-Range: bytes %d-%d/%d".formatted(ARRIVED, LENGTH - 1, LENGTH);
    return ScriptedResponse.of(
        206,
        OLD.substring(ARRIVED),
        Stream.concat(Stream.of(range), Stream.of(headers)).toArray(String[]::new));
  }

  /** Serves the new version, of any part that is asked for. */
  private static ScriptedResponse newVersion(String header) {
    return (request, connection) -> {
      String from = from(request.header("Range"));
      int first = from.isEmpty() ? 0 : Integer.parseInt(from);
      ScriptedResponse response =
          from.isEmpty()
              ? ScriptedResponse.of(200, NEW, header)
              : ScriptedResponse.of(
                  206,
                  NEW.substring(first),
                  "Content-Range: bytes %d-%d/%d".formatted(first, LENGTH - 1, LENGTH),
                  header);
      response.send(request, connection);
    };
  }

  /** Returns the first byte that is asked for; empty without a range. */
  private static String from(List<String> range) {
    return String.join("", range).replaceAll("\\D", "");
  }
}
