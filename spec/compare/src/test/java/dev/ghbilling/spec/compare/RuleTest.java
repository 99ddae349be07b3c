package dev.ghbilling.spec.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule by an example, and the same change the other way round. */
class RuleTest {
  private static final String LIST = "/paths/~1shelves~1{shelf}~1books/get";
  private static final String ADD = "/paths/~1shelves~1{shelf}~1books/post";
  private static final String PAGE = LIST + "/parameters/1";
  private static final String SORT = LIST + "/parameters/2";
  private static final String BOOKS = "/components/schemas/BookList";
  private static final String BOOK = "/components/schemas/Book";
  private static final String ADDITION = "/components/schemas/Addition";

  private static final Pattern NAME = Pattern.compile("[A-Z_]{2,}");

  /**
   * An alteration and what it counts as.
   *
   * @param pointer what is altered
   * @param json what stands there afterwards; empty when nothing does
   * @param forth the rule, and whom it breaks: c is callers, s servers
   * @param back the same for the reverse
   */
  private record Example(String pointer, String json, String forth, String back) {}

  private static Example row(String pointer, String json, String forth, String back) {
    return new Example(pointer, json, forth, back);
  }

  static Stream<Example> examples() {
    return Stream.of(
        // Operations.
        row("/paths/~1opening-hours", "", "OPERATION_REMOVED c", "OPERATION_ADDED s"),
        row(LIST + "/operationId", "'books'", "OPERATION_ID c", "OPERATION_ID c"),
        row(LIST + "/tags/0", "'Shelves'", "TAG_REMOVED c", "TAG_REMOVED c"),
        row(LIST + "/tags", "['Books','Shelves']", "TAG_ADDED", "TAG_REMOVED c"),
        row(LIST + "/security", "[{}]", "ACCESS_CHANGED cs", "ACCESS_CHANGED cs"),
        row(
            "/security",
            "",
            "ACCESS_WIDENED s, ACCESS_WIDENED s, ACCESS_WIDENED s",
            "ACCESS_NARROWED c, ACCESS_NARROWED c, ACCESS_NARROWED c"),
        row("/security/0", "{'token':['b','a']}", "", ""),
        row(LIST + "/x-tokens/accepted/0", "{'scopes':['b','a'],'kind':'classic'}", "", ""),
        row(
            LIST + "/security",
            "[{'token':['a','b']},{}]",
            "ACCESS_WIDENED s",
            "ACCESS_NARROWED c"),
        row(LIST + "/x-roles/0", "", "ACCESS_NARROWED c", "ACCESS_WIDENED s"),
        row(LIST + "/x-roles", "", "ACCESS_WIDENED s", "ACCESS_NARROWED c"),
        row(LIST + "/x-roles", "['librarian','reader']", "", ""),
        row(ADD + "/x-roles", "['reader']", "ACCESS_NARROWED c", "ACCESS_WIDENED s"),
        row(
            LIST + "/x-tokens/accepted/-",
            "{'kind':'fine-grained'}",
            "ACCESS_WIDENED s",
            "ACCESS_NARROWED c"),
        row(
            LIST + "/x-tokens/accepted/0",
            "{'kind':'fine-grained'}",
            "ACCESS_CHANGED cs",
            "ACCESS_CHANGED cs"),
        row(LIST + "/x-tokens/refused/0", "", "ACCESS_WIDENED s", "ACCESS_NARROWED c"),
        row(
            LIST + "/x-tokens/fineGrainedPermissions",
            "['read']",
            "ACCESS_CHANGED cs",
            "ACCESS_CHANGED cs"),
        row(LIST + "/x-tokens/unclear", "'Nobody.'", "WORDS", "WORDS"),
        row("/servers/-", "{'url':'https://a.example'}", "SERVER_ADDED", "SERVER_REMOVED c"),
        row("/components/securitySchemes/token/scheme", "'basic'", "UNJUDGED cs", "UNJUDGED cs"),
        // What is sent.
        row(
            PAGE.replace("/1", "/-"),
            "{'name':'q','in':'query','schema':{'type':'string'}}",
            "PARAMETER_ADDED s",
            "PARAMETER_REMOVED c"),
        row(
            PAGE.replace("/1", "/-"),
            "{'name':'q','in':'query','required':true,'schema':{'type':'string'}}",
            "REQUIRED_PARAMETER_ADDED cs",
            "PARAMETER_REMOVED c"),
        row(PAGE + "/required", "true", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/required", "false", "", ""),
        row(PAGE + "/style", "'pipeDelimited'", "REQUEST_CHANGED cs", "REQUEST_CHANGED cs"),
        row(PAGE + "/style", "'form'", "", ""),
        row(PAGE + "/x-selects", "{'items':'/books'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(PAGE + "/schema/default", "2", "REQUEST_DEFAULT cs", "REQUEST_DEFAULT cs"),
        row(PAGE + "/schema/default", "", "REQUEST_DEFAULT cs", "REQUEST_DEFAULT cs"),
        row(PAGE + "/schema/maximum", "50", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/schema/minimum", "", "REQUEST_WIDENED s", "REQUEST_NARROWED c"),
        row(PAGE + "/schema/minimum", "1.0", "", ""),
        row(PAGE + "/schema/exclusiveMinimum", "0", "", ""),
        row(PAGE + "/schema/exclusiveMaximum", "100", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/schema/format", "'int64'", "REQUEST_TYPE_WIDENED cs", "REQUEST_NARROWED c"),
        row(PAGE + "/schema/not", "{'const':7}", "UNJUDGED cs", "UNJUDGED cs"),
        row(SORT + "/schema/enum/-", "'price'", "REQUEST_VALUE_ADDED s", "REQUEST_VALUE_REMOVED c"),
        row(SORT + "/schema/enum", "['year','title']", "", ""),
        row(SORT + "/schema/enum", "", "REQUEST_TYPE_WIDENED cs", "REQUEST_NARROWED c"),
        row(ADD + "/requestBody", "", "BODY_REMOVED c", "BODY_ADDED s"),
        row(
            LIST + "/requestBody",
            "{'required':true,'content':{}}",
            "REQUIRED_BODY_ADDED cs",
            "BODY_REMOVED c"),
        row(ADD + "/requestBody/required", "true", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(
            ADD + "/requestBody/content/text~1plain",
            "",
            "REQUEST_MEDIA_TYPE_REMOVED c",
            "REQUEST_MEDIA_TYPE_ADDED s"),
        row(
            ADDITION + "/properties/copies",
            "",
            "REQUEST_PROPERTY_REMOVED c",
            "REQUEST_PROPERTY_ADDED s"),
        row(
            ADDITION + "/required",
            "",
            "REQUEST_PROPERTY_OPTIONAL cs, REQUEST_PROPERTY_OPTIONAL cs",
            "REQUEST_NARROWED c, REQUEST_NARROWED c"),
        row(
            ADDITION + "/required/-",
            "'shelf'",
            "REQUIRED_REQUEST_PROPERTY_ADDED cs",
            "REQUEST_PROPERTY_REMOVED c"),
        row(
            ADDITION + "/properties/title/minLength",
            "2",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(
            ADDITION + "/properties/title/pattern",
            "'^A'",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(
            ADDITION + "/properties/title/type",
            "'boolean'",
            "REQUEST_CHANGED cs",
            "REQUEST_CHANGED cs"),
        row(
            ADDITION + "/properties/copies/type",
            "'number'",
            "REQUEST_TYPE_WIDENED cs",
            "REQUEST_NARROWED c"),
        row(
            ADDITION + "/properties/year/type",
            "'integer'",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(
            ADDITION + "/properties/year/multipleOf",
            "5",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(
            ADDITION + "/properties/genre/anyOf/0/enum/0",
            "",
            "KNOWN_VALUE_REMOVED c",
            "KNOWN_VALUE_ADDED"),
        row(
            ADDITION + "/properties/genre/anyOf/1",
            "",
            "REQUEST_NARROWED c",
            "REQUEST_TYPE_WIDENED cs"),
        row(
            ADDITION + "/properties/genre",
            "{'type':'string'}",
            "GENERATED_TYPE c",
            "GENERATED_TYPE c"),
        row(
            ADDITION + "/properties/subjects/uniqueItems",
            "",
            "REQUEST_WIDENED s",
            "REQUEST_NARROWED c"),
        row(ADDITION + "/properties/subjects/items", "", "REQUEST_WIDENED s", "REQUEST_NARROWED c"),
        row(
            ADDITION + "/properties/subjects/maxItems",
            "9",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(ADDITION + "/additionalProperties", "false", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(ADDITION + "/properties/lent/default", "", "REQUEST_DEFAULT cs", "REQUEST_DEFAULT cs"),
        row(ADDITION + "/unevaluatedProperties", "false", "UNJUDGED cs", "UNJUDGED cs"),
        row(ADDITION + "/properties/lent/readOnly", "true", "UNJUDGED cs", "UNJUDGED cs"),
        row(ADDITION + "/properties/lent/readOnly", "false", "", ""),
        // What is answered.
        row(
            LIST + "/responses/204",
            "{'description':'None.'}",
            "SUCCESS_ADDED cs",
            "STATUS_REMOVED cs"),
        row(LIST + "/responses/404", "", "STATUS_REMOVED cs", "ERROR_ADDED s"),
        row(
            LIST + "/responses/default",
            "{'description':'No.'}",
            "ERROR_ADDED s",
            "STATUS_REMOVED cs"),
        row(LIST + "/responses/200/headers/Link", "", "HEADER_REMOVED c", "HEADER_ADDED"),
        row(
            LIST + "/responses/200/headers/ETag",
            "",
            "HEADER_REMOVED c",
            "REQUIRED_HEADER_ADDED s"),
        row(
            LIST + "/responses/200/headers/ETag/required",
            "",
            "ANSWER_WIDENED c",
            "ANSWER_NARROWED s"),
        row(
            LIST + "/responses/200/content/text~1csv",
            "",
            "ANSWER_MEDIA_TYPE_REMOVED c",
            "ANSWER_MEDIA_TYPE_ADDED s"),
        row(LIST + "/responses/200/links", "{'a':{}}", "UNJUDGED cs", "UNJUDGED cs"),
        row(BOOK + "/properties/price", "", "ANSWER_PROPERTY_REMOVED c", "ANSWER_PROPERTY_ADDED"),
        row(
            BOOKS + "/required/-",
            "'shelf'",
            "REQUIRED_ANSWER_PROPERTY_ADDED cs",
            "ANSWER_PROPERTY_REMOVED c"),
        row(BOOKS + "/required/1", "", "ANSWER_WIDENED c", "ANSWER_PROPERTY_REQUIRED cs"),
        row(
            BOOKS + "/properties/total/type",
            "['integer','null']",
            "ANSWER_WIDENED c",
            "ANSWER_PRIMITIVE_NOT_NULLABLE cs"),
        row(
            BOOKS + "/properties/isbns",
            "{'type':'object','additionalProperties':false,'properties':{'a':{}}}",
            "ANSWER_PROPERTY_ADDED",
            "ANSWER_PROPERTY_REMOVED c"),
        row(
            BOOK + "/properties/size/properties/height",
            "{'type':'number'}",
            "CLOSED_ANSWER_PROPERTY_ADDED c",
            "CLOSED_ANSWER_PROPERTY_REMOVED cs"),
        row(
            ADDITION + "/properties/count/type",
            "['integer','null']",
            "REQUEST_PRIMITIVE_NULLABLE cs",
            "REQUEST_NARROWED c"),
        row(
            ADDITION + "/properties/copies/type",
            "['integer','null']",
            "REQUEST_WIDENED s",
            "REQUEST_NARROWED c"),
        row(
            ADDITION + "/properties/title/anyOf",
            "[{'enum':['a']},{'type':'null'}]",
            "REQUEST_NARROWED c",
            "REQUEST_TYPE_WIDENED cs"),
        row(BOOKS + "/properties/total/minimum", "1", "ANSWER_NARROWED s", "ANSWER_WIDENED c"),
        row(BOOKS + "/properties/total/format", "", "ANSWER_WIDENED c", "ANSWER_TYPE_NARROWED cs"),
        row(BOOKS + "/properties/books/x-stream", "", "STREAM_CHANGED c", "STREAM_ADDED"),
        row(BOOK + "/properties/title/maxLength", "300", "ANSWER_WIDENED c", "ANSWER_NARROWED s"),
        row(
            BOOK + "/properties/title/type",
            "['string','null']",
            "ANSWER_WIDENED c",
            "ANSWER_NARROWED s"),
        row(
            BOOK + "/properties/price/type",
            "'integer'",
            "ANSWER_TYPE_NARROWED cs",
            "ANSWER_WIDENED c"),
        row(BOOK + "/properties/price/default", "1", "ANSWER_DEFAULT", "ANSWER_DEFAULT"),
        row(
            BOOK + "/properties/isbn/pattern",
            "'^[0-9]+$'",
            "ANSWER_CHANGED cs",
            "ANSWER_CHANGED cs"),
        row(BOOK + "/properties/isbn/x-secret", "", "SECRET_REMOVED c", "SECRET_ADDED"),
        row(
            BOOK + "/properties/binding/enum/-",
            "'none'",
            "ANSWER_VALUE_ADDED c",
            "ANSWER_VALUE_REMOVED cs"),
        row(
            BOOK + "/properties/genre/anyOf/0/enum/-",
            "'play'",
            "KNOWN_VALUE_ADDED",
            "KNOWN_VALUE_REMOVED c"),
        row(
            BOOK + "/properties/lent/oneOf/1",
            "{'type':'integer'}",
            "ANSWER_NARROWED s, ANSWER_WIDENED c",
            "ANSWER_NARROWED s, ANSWER_WIDENED c"),
        row(
            BOOK + "/properties/lent/oneOf/-",
            "{'type':'integer','minimum':3}",
            "ANSWER_WIDENED c",
            "ANSWER_NARROWED s"),
        row(
            BOOK + "/properties/notes/additionalProperties/type",
            "'number'",
            "ANSWER_CHANGED cs",
            "ANSWER_CHANGED cs"),
        row(BOOK + "/required", "['author','title']", "", ""),
        // What is generated, promised and told.
        row(
            LIST + "/responses/200/content/application~1json/schema/$ref",
            "'#/components/schemas/Shelf'",
            "SCHEMA_NAME c",
            "SCHEMA_NAME c"),
        row(
            BOOKS + "/properties",
            "{'total':{'type':'integer','format':'int64','minimum':0},"
                + "'books':{'type':'array','x-stream':'/','items':{'$ref':'#/components/schemas/Book'}}}",
            "ORDER c",
            "ORDER c"),
        row(LIST + "/x-pagination/page", "'p'", "PROMISE_CHANGED cs", "PROMISE_CHANGED cs"),
        row(ADD + "/x-idempotent", "", "PROMISE_REMOVED c", "PROMISE_ADDED s"),
        row(LIST + "/x-totals", "[{'total':'/total'}]", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(LIST + "/description", "'Books.'", "WORDS", "WORDS"),
        row(LIST + "/summary", "'Books'", "WORDS", "WORDS"),
        row(LIST + "/deprecated", "true", "WORDS", "WORDS"),
        row(LIST + "/x-preview", "true", "WORDS", "WORDS"),
        row(LIST + "/x-documentation", "{'section':'Books'}", "WORDS", "WORDS"),
        row(LIST + "/x-shelf-mark", "1", "EXTENSION", "EXTENSION"),
        row(BOOK + "/properties/title/examples", "['Emma']", "WORDS", "WORDS"),
        row("/info/version", "'2.0.0'", "WORDS", "WORDS"),
        row("/openapi", "'3.1.1'", "WORDS", "WORDS"),
        row("/webhooks", "{'a':{}}", "UNJUDGED cs", "UNJUDGED cs"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void ruleAndWhomItBreaks(Example example) {
    JsonNode altered = altered(example);

    assertThat(rules(Library.document(), altered)).isEqualTo(example.forth());
    assertThat(rules(altered, Library.document())).isEqualTo(example.back());
  }

  @Test
  void nameOfPathParameterIsNotSent() {
    ObjectNode altered = Library.document();
    ObjectNode paths = (ObjectNode) altered.path("paths");
    JsonNode books = paths.remove("/shelves/{shelf}/books");
    books.findParents("in").stream()
        .filter(parameter -> parameter.path("in").asText().equals("path"))
        .forEach(parameter -> ((ObjectNode) parameter).put("name", "id"));
    paths.set("/shelves/{id}/books", books);

    assertThat(rules(Library.document(), altered))
        .isEqualTo("PATH_PARAMETER_NAME, PATH_PARAMETER_NAME");
  }

  @Test
  void everyRuleHasAnExample() {
    Set<Rule> shown = EnumSet.of(Rule.PATH_PARAMETER_NAME);
    examples()
        .flatMap(example -> NAME.matcher(example.forth() + " " + example.back()).results())
        .forEach(name -> shown.add(Rule.valueOf(name.group())));

    assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
  }

  @Test
  void everyExtensionOfTheContractHasARule() {
    JsonNode contract = Contract.bundled().document();
    Set<String> extensions = new TreeSet<>();
    collectExtensions(contract, extensions);
    assertThat(extensions).contains("x-pagination", "x-secret", "x-selects");

    for (String extension : extensions) {
      JsonNode without = contract.deepCopy();
      without.findParents(extension).forEach(parent -> ((ObjectNode) parent).remove(extension));
      List<Change> changes =
          ContractDiff.between(
                  new Description("a document", contract), new Description("a document", without))
              .changes();

      assertThat(changes)
          .as(extension)
          .isNotEmpty()
          .noneMatch(change -> change.rule() == Rule.EXTENSION || change.rule() == Rule.UNJUDGED);
    }
  }

  private static void collectExtensions(JsonNode node, Set<String> into) {
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      if (entry.getKey().startsWith("x-")) {
        into.add(entry.getKey());
      }
    }
    node.forEach(child -> collectExtensions(child, into));
  }

  private static JsonNode altered(Example example) {
    JsonNode altered = Library.document();
    Library.set(altered, example.pointer(), example.json().replace('\'', '"'));
    return altered;
  }

  private static String rules(JsonNode older, JsonNode newer) {
    List<String> rules = new ArrayList<>();
    for (Change change :
        ContractDiff.between(
                new Description("a document", older), new Description("a document", newer))
            .changes()) {
      String breaks =
          (change.breaks(Party.CALLERS) ? "c" : "") + (change.breaks(Party.SERVERS) ? "s" : "");
      rules.add((change.rule() + " " + breaks).strip());
    }
    return String.join(", ", rules);
  }
}
