package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The header of a message. */
class HeaderFieldsTest {
  private final HeaderFields fields =
      HeaderFields.of(
          new TreeMap<>(Map.of("Accept", List.of("text/plain"), "Link", List.of("a", "b"))));

  @Test
  void nameIsFoundWhateverItsCase() {
    assertThat(fields.value("accept")).isEqualTo("text/plain");
    assertThat(fields.has("LINK")).isTrue();
    assertThat(fields.has("Lin")).isFalse();
    assertThat(fields.value("ETag")).isNull();
  }

  @Test
  void severalValuesStayInTheirOrder() {
    assertThat(fields.all("link")).containsExactly("a", "b");
    assertThat(fields.first("link")).hasValue("a");
  }

  @Test
  void anotherValueReplacesAllOfItsName() {
    HeaderFields other = fields.with("LINK", "c");

    assertThat(other.asMap())
        .isEqualTo(Map.of("Accept", List.of("text/plain"), "LINK", List.of("c")));
    assertThat(fields.all("Link")).containsExactly("a", "b");
  }

  @Test
  void withoutANameTheOthersStay() {
    assertThat(fields.without("link").asMap()).isEqualTo(Map.of("Accept", List.of("text/plain")));
    assertThat(fields.without("none").asMap()).isEqualTo(fields.asMap());
  }

  @Test
  void moreFieldsComeBehind() {
    assertThat(fields.plus(fields).all("Link")).containsExactly("a", "b", "a", "b");
  }
}
