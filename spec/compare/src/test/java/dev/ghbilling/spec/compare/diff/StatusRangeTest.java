package dev.ghbilling.spec.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.compare.Library;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Compares statuses with the ranges that they are in. */
class StatusRangeTest {
  private static final String RESPONSES = "/paths/~1opening-hours/get/responses";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          200         | 2XX         | SUCCESS_WIDENED: status 200 -> 2XX | STATUS_NARROWED: status 2XX -> 200
          200 201     | 2XX         | SUCCESS_WIDENED: status 200 -> 2XX, SUCCESS_WIDENED: status 201 -> 2XX | STATUS_NARROWED: status 2XX -> 200, STATUS_NARROWED: status 2XX -> 201
          200 404     | 200 4XX     | ERROR_WIDENED: status 404 -> 4XX | STATUS_NARROWED: status 4XX -> 404
          200 404     | 200 default | ERROR_WIDENED: status 404 -> default | STATUS_NARROWED: status default -> 404
          200 4XX     | 200 default | ERROR_WIDENED: status 4XX -> default | STATUS_NARROWED: status default -> 4XX
          200 2XX     | 2XX         | STATUS_IN_RANGE: status 200 -> 2XX | STATUS_IN_RANGE: status 2XX -> 200
          200         | 200 2XX     | SUCCESS_ADDED: status added | STATUS_REMOVED: status removed
          200         | default     | STATUS_REMOVED: status removed, ERROR_ADDED: status added | STATUS_REMOVED: status removed, SUCCESS_ADDED: status added
          200         | 4XX         | STATUS_REMOVED: status removed, ERROR_ADDED: status added | STATUS_REMOVED: status removed, SUCCESS_ADDED: status added
          """)
  void between_statusAndRange_comparesThem(String old, String current, String forth, String back) {
    assertThat(changes(old, current)).isEqualTo(forth);
    assertThat(changes(current, old)).isEqualTo(back);
  }

  @ParameterizedTest
  @CsvSource({"200, 2XX", "2XX, 200"})
  void between_statusAndRangeOfOtherContent_comparesTheContent(String old, String current) {
    ObjectNode before = document(old);
    ObjectNode after = document(current);
    String schema = "{\"application/json\":{\"schema\":{\"type\":\"%s\"}}}";
    Library.set(before, RESPONSES + "/" + old + "/content", schema.formatted("string"));
    Library.set(after, RESPONSES + "/" + current + "/content", schema.formatted("integer"));

    assertThat(diff(before, after).changes())
        .extracting(Change::toString)
        .contains("GET /opening-hours response " + old + ": type string -> integer");
  }

  private static String changes(String old, String current) {
    List<String> changes =
        diff(document(old), document(current)).changes().stream()
            .map(change -> change.rule() + ": " + change.what())
            .toList();
    return String.join(", ", changes);
  }

  private static ContractDiff diff(ObjectNode old, ObjectNode current) {
    return ContractDiff.between(
        new OpenApiDocument("a document", old), new OpenApiDocument("a document", current));
  }

  private static ObjectNode document(String statuses) {
    ObjectNode document = Library.document();
    Library.set(document, RESPONSES, "{}");
    for (String status : List.of(statuses.split(" +", -1))) {
      Library.set(document, RESPONSES + "/" + status, "{\"description\":\"When.\"}");
    }
    return document;
  }
}
