package dev.ghbilling.spec.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.ghbilling.spec.Contract;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleTest {
  private static final String LIBRARY =
      """
      openapi: 3.1.0
      info: {title: Library, version: 1.0.0}
      servers: [{url: https://library.example}]
      paths:
        /shelves/{shelf_id}/books:
          post:
            operationId: addBook
            tags: [Book Shelves]
            parameters:
              - {name: shelf_id, in: path, required: true, example: A/1 & co, schema: {type: string}}
              - {name: copies, in: query, required: true, schema: {type: integer, format: int64, minimum: 2}}
              - {name: dry_run, in: query, example: true, schema: {type: boolean}}
              - {name: labels, in: query, example: [a b, 'c,d'], schema: {type: array, items: {type: string}}}
              - {name: rows, in: query, example: [1, 2], schema: {type: array, items: {type: integer, format: int64}}}
              - {name: none, in: query, example: [], schema: {type: array, items: {$ref: '#/components/schemas/Signature'}}}
              - {name: unshown, in: query, schema: {type: string}}
              - {name: X-Version, in: header, schema: {type: string, default: '7'}}
            requestBody:
              required: true
              content:
                application/json:
                  schema: {$ref: '#/components/schemas/Book'}
            responses:
              '204': {description: Done.}
      components:
        schemas:
          Book:
            type: object
            required: [title, price, printed_on, kind, authors]
            properties:
              title: {type: string, example: It's "new"}
              price: {type: number, example: 0.80}
              printed_on: {type: string, format: date}
              kind: {$ref: '#/components/schemas/Kind'}
              authors: {type: array, items: {$ref: '#/components/schemas/Author'}}
              remark: {type: string}
          Kind:
            anyOf: [{type: string, enum: [novel]}, {type: string}]
          Author:
            type: object
            required: [name]
            properties: {name: {type: string}}
          Signature: {type: string}
      """;

  @Test
  void curl_sample_quotesEncodesAndSendsTheBody() throws IOException {
    assertThat(CurlSample.source(call()))
        .isEqualTo(
            """
            curl \\
              --request POST \\
              --url 'https://library.example/shelves/A%2F1%20%26%20co/books?copies=2&dry_run=true&labels=a%20b&labels=c%2Cd&rows=1&rows=2' \\
              --header "Authorization: Bearer $GITHUB_TOKEN" \\
              --header 'X-Version: 7' \\
              --header 'Content-Type: application/json' \\
              --data '{"title":"It'\\''s \\"new\\"","price":0.80,"printed_on":"2026-01-31","kind":"novel","authors":[{"name":"name"}]}'
            """);
  }

  @Test
  void java_sample_callsTheGeneratedMethod() throws IOException {
    assertThat(JavaSample.source(call()))
        .contains("import dev.ghbilling.client.api.BookShelvesApi;")
        .contains("import java.math.BigDecimal;")
        .contains(
            """
                  api.addBook(
                          "A/1 & co",
                          BookShelvesApi.AddBookQuery.builder()
                              .copies(2L)
                              .dryRun(true)
                              .labels(List.of("a b", "c,d"))
                              .rows(List.of(1L, 2L))
                              .none(List.of())
                              .build(),
                          Book.builder()
                              .title("It's \\"new\\"")
                              .price(new BigDecimal("0.80"))
                              .printedOn(LocalDate.parse("2026-01-31"))
                              .kind(new Kind("novel"))
                              .authors(List.of(Author.builder().name("name").build()))
                              .build());
            """
                .indent(0)
                .stripLeading())
        .doesNotContain("println");
  }

  @ParameterizedTest
  @CsvSource({
    "enterprise, 'GitHubBilling billing = GitHubBilling.builder() .enterprise('",
    "org, 'OrganizationBilling billing = OrganizationBilling.builder() .organization('",
    "username, 'UserBilling billing = UserBilling.builder() .user('"
  })
  void java_sample_usesTheClientOfTheAccount(String parameter, String client) throws IOException {
    String sample = JavaSample.source(call(LIBRARY.replace("shelf_id", parameter)));

    assertThat(sample.replaceAll("\\s+", " ")).contains("(" + client + "\"A/1 & co\")");
  }

  @Test
  void sample_null_isSent() throws IOException {
    SampleCall call =
        call(
            LIBRARY
                .replace(
                    "remark: {type: string}\n",
                    """
                    remark: {type: [string, 'null'], example: null}
                            pages: {type: [integer, 'null'], format: int64}
                            shelf: {type: [string, 'null']}
                    """)
                .replace(
                    "required: [title, price, printed_on, kind, authors]",
                    "example: {pages: 7, remark: null, shelf: null}\n      required: [shelf]"));

    assertThat(JavaSample.source(call).replaceAll("\\s+", ""))
        .contains(
            "Book.builder().additionalProperty(\"remark\",null).pages(7L).shelf(null).build()");
    assertThat(PythonSample.source(call))
        .contains("{\"pages\": 7, \"remark\": None, \"shelf\": None}");
  }

  @Test
  void java_sample_timeInAQuery_isAnInstant() throws IOException {
    String sample =
        JavaSample.source(
            call(
                LIBRARY.replace(
                    "example: true, schema: {type: boolean}",
                    "example: '2025-01-01T00:00:00Z', schema: {type: string, format: date-time}")));

    assertThat(sample).contains(".dryRun(Instant.parse(\"2025-01-01T00:00:00Z\"))");
  }

  @Test
  void typeScript_sample_usesTheNamesOnTheWire() throws IOException {
    assertThat(TypeScriptSample.source(call()))
        .contains(
            """
            await client.POST("/shelves/{shelf_id}/books", {
              params: {
                path: { shelf_id: "A/1 & co" },
                query: { copies: 2, dry_run: true, labels: ["a b", "c,d"], rows: [1, 2], none: [] },
              },
              body: { title: "It's \\"new\\"", price: new LosslessNumber("0.80"), printed_on: "2026-01-31", kind: "novel", authors: [{ name: "name" }] },
            });
            """)
        .startsWith("import { LosslessNumber } from \"lossless-json\";\nimport createClient")
        .doesNotContain("data");
  }

  @Test
  void python_sample_callsTheGeneratedMethod() throws IOException {
    assertThat(PythonSample.source(call()))
        .contains(
            """
            import os
            from decimal import Decimal

            from ghbilling import Book, BookShelvesApi, Configuration
            """)
        .contains(
            """
            BookShelvesApi(client).add_book(
                "A/1 & co",
                Book.model_validate({"title": "It's \\"new\\"", "price": Decimal("0.80"), "printed_on": "2026-01-31", "kind": "novel", "authors": [{"name": "name"}]}),
                copies=2,
                dry_run=True,
                labels=["a b", "c,d"],
                rows=[1, 2],
                none=[],
            )
            """)
        .doesNotContain("print(");
  }

  @Test
  void go_sample_callsTheGeneratedMethod() throws IOException {
    assertThat(GoSample.source(call()))
        .contains("\tvar body ghbilling.Book\n")
        .contains(
            """
            \t_, err := client.BookShelvesAPI.AddBook(ctx, "A/1 & co").
            \t\tCopies(2).
            \t\tDryRun(true).
            \t\tLabels([]string{"a b", "c,d"}).
            \t\tRows([]int64{1, 2}).
            \t\tNone([]string{}).
            \t\tBook(body).
            \t\tExecute()
            """)
        .doesNotContain("\"fmt\"");
  }

  private static SampleCall call() throws IOException {
    return call(LIBRARY);
  }

  private static SampleCall call(String yaml) throws IOException {
    JsonNode document =
        YAMLMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build()
            .readTree(yaml);
    Contract contract = Contract.of(document);
    return SampleCall.of(contract, contract.operations().get(0));
  }
}
