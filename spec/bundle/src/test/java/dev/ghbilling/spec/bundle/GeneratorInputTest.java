package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class GeneratorInputTest {
  private static final String LIBRARY =
      """
      openapi: 3.1.0
      paths:
        /books:
          parameters: [{$ref: '#/components/parameters/Shelf'}]
          get: {summary: Get `all` books}
          post:
            summary: Try a book
            parameters: [{name: copies, in: query, required: true}]
          put: {summary: Fetch a book, x-idempotent: true}
          patch: {summary: Add a book, x-idempotent: true}
        /authors:
          get: {summary: List authors, parameters: [{name: Accept, in: header}]}
          post: {summary: Add an author}
      components:
        parameters:
          Shelf: {name: shelf, in: query, description: Not `null`.}
        schemas:
          Book:
            description: A book.
            properties:
              description: {type: string, description: The `back` of it., example: '`x`'}
            example: {description: '`x`'}
      """;

  private final JsonNode input = input();

  @Test
  void operation_idempotentMethodOrExtension_isIdempotent() {
    assertThat(input.at("/paths/~1books/get/x-idempotent").asBoolean()).isTrue();
    assertThat(input.at("/paths/~1books/put/x-idempotent").asBoolean()).isTrue();
    assertThat(input.at("/paths/~1books/patch/x-idempotent").asBoolean()).isTrue();
    assertThat(input.at("/paths/~1books/post/x-idempotent").asBoolean()).isFalse();
  }

  @Test
  void query_allOptional_mayBeLeftOut() {
    assertThat(input.at("/paths/~1books/get/x-optional-query").asBoolean()).isTrue();
    assertThat(input.at("/paths/~1books/post/x-optional-query").asBoolean()).isFalse();
  }

  @Test
  void query_none_isNotLeftOut() {
    assertThat(input.at("/paths/~1authors/get/x-optional-query").asBoolean()).isFalse();
  }

  @Test
  void summary_isInTheThirdPerson() {
    assertThat(input.at("/paths/~1books/get/summary").asText()).isEqualTo("Gets {@code all} books");
    assertThat(input.at("/paths/~1books/post/summary").asText()).isEqualTo("Tries a book");
    assertThat(input.at("/paths/~1books/put/summary").asText()).isEqualTo("Fetches a book");
    assertThat(input.at("/paths/~1authors/get/summary").asText()).isEqualTo("Lists authors");
  }

  @Test
  void description_isJavadoc() {
    assertThat(input.at("/components/parameters/Shelf/description").asText())
        .isEqualTo("Not {@code null}.");
  }

  @Test
  void property_calledDescription_staysAProperty() {
    assertThat(input.at("/components/schemas/Book/properties/description/description").asText())
        .isEqualTo("The {@code back} of it.");
  }

  @Test
  void example_isLeftAlone() {
    assertThat(input.at("/components/schemas/Book/properties/description/example").asText())
        .isEqualTo("`x`");
    assertThat(input.at("/components/schemas/Book/example/description").asText()).isEqualTo("`x`");
  }

  private static JsonNode input() {
    try {
      return GeneratorInput.of((ObjectNode) new YAMLMapper().readTree(LIBRARY));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
