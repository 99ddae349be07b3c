package dev.ghbilling.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.client.model.AdvancedSecurityCommitter;
import dev.ghbilling.fixture.Documented;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is read doesn't depend on the order in which properties come. */
class ExpectedOrderTest {
  private static final int ORDERS = 30;

  static List<Documented> examples() {
    return Documented.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyOrderGivesTheSame(Documented document) throws IOException {
    Object expected = read(document.example(), document);

    for (int order = 0; order < ORDERS; order++) {
      JsonNode shuffled = shuffled(document.example(), new Random(order));

      assertThat(read(shuffled, document)).describedAs("%s", shuffled).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("examples")
  void documentThatIsCutOffIsRefused(Documented document) throws IOException {
    byte[] whole = ContractJson.MAPPER.writeValueAsBytes(document.example());

    for (int length = 0; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);

      assertThatExceptionOfType(JsonProcessingException.class)
          .describedAs("%d of %d bytes", length, whole.length)
          .isThrownBy(() -> BillingJson.mapper().readValue(cut, document.type()));
    }
  }

  @Test
  void knownPropertiesAreFoundBehindUnknownAndRepeatedOnes() throws IOException {
    AdvancedSecurityCommitter committer =
        BillingJson.mapper()
            .readValue(
                """
                {"user_logi": 1, "last_pushed_email": "a@b.c", "user_login": "first", "user_login_": [2.50],
                 "user_login": "octocat", "last_pushed_date": "2025-10-26"}
                """
                    .getBytes(StandardCharsets.UTF_8),
                AdvancedSecurityCommitter.class);

    assertThat(committer.userLogin()).isEqualTo("octocat");
    assertThat(committer.lastPushedDate()).isEqualTo("2025-10-26");
    assertThat(committer.lastPushedEmail()).isEqualTo("a@b.c");
    assertThat(committer.additionalProperties())
        .isEqualTo(Map.of("user_logi", json("1"), "user_login_", json("[2.50]")));
  }

  private static JsonNode json(String text) throws IOException {
    return BillingJson.mapper().readTree(text);
  }

  private static Object read(JsonNode document, Documented like) throws IOException {
    return BillingJson.mapper()
        .readValue(ContractJson.MAPPER.writeValueAsBytes(document), like.type());
  }

  /** The document with the properties of all objects in another order. */
  private static JsonNode shuffled(JsonNode node, Random random) {
    if (node instanceof ArrayNode array) {
      ArrayNode copy = ContractJson.MAPPER.createArrayNode();
      array.forEach(element -> copy.add(shuffled(element, random)));
      return copy;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    Collections.shuffle(names, random);
    ObjectNode copy = ContractJson.MAPPER.createObjectNode();
    names.forEach(name -> copy.set(name, shuffled(object.path(name), random)));
    return copy;
  }
}
