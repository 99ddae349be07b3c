package dev.ghbilling.internal.download;

import dev.ghbilling.fixture.Requests;
import dev.ghbilling.testkit.LinearTime;
import feign.Response;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Headers of any text are read in time linear in its length. */
class StoredPartTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Range",
        "Content-Length",
        "Content-Encoding",
        "ETag",
        "Last-Modified",
        "Transfer-Encoding"
      })
  void responseHeader_ofAnyText_takesLinearTime(String name) throws InterruptedException {
    LinearTime.require(
        text -> {
          StoredPart.of(response(200, name, text));
          StoredPart.of(response(206, name, text));
          StoredPart.isReadable(response(200, name, text));
          StoredPart.lengthOfUnsatisfied(response(416, name, text));
        });
  }

  private static Response response(int status, String name, String value) {
    return Response.builder()
        .request(Requests.get("http://127.0.0.1/"))
        .status(status)
        .headers(Map.of(name, List.of(value)))
        .build();
  }
}
