package dev.ghbilling.spec.compare.diff;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.compare.Library;
import dev.ghbilling.spec.compare.reader.OpenApiDocument;
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

/** Shows each rule by an example and its reverse. */
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
   * An alteration of the library's contract and its rule.
   *
   * @param pointer what is altered
   * @param json the new value; empty if the old one is removed
   * @param forth the rule and whom it breaks: c for callers, s for servers
   * @param back the rule for the reverse
   */
  record Example(String pointer, String json, String forth, String back) {}

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
        row(LIST + "/x-tokens/unclear", "'Nobody.'", "DOCUMENTATION", "DOCUMENTATION"),
        row("/servers/-", "{'url':'https://a.example'}", "SERVER_ADDED", "SERVER_REMOVED c"),
        row("/components/securitySchemes/token/scheme", "'basic'", "UNJUDGED cs", "UNJUDGED cs"),
        // Requests.
        row(
            PAGE.replace("/1", "/-"),
            "{'name':'q','in':'query','schema':{'type':'string'}}",
            "REQUEST_PART_ADDED s",
            "REQUEST_PART_REMOVED c"),
        row(
            PAGE.replace("/1", "/-"),
            "{'name':'q','in':'query','required':true,'schema':{'type':'string'}}",
            "REQUIRED_REQUEST_PART_ADDED cs",
            "REQUEST_PART_REMOVED c"),
        row(PAGE + "/required", "true", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/required", "false", "", ""),
        row(PAGE + "/style", "'pipeDelimited'", "REQUEST_CHANGED cs", "REQUEST_CHANGED cs"),
        row(PAGE + "/style", "'form'", "", ""),
        row(PAGE + "/x-selects", "{'items':'/books'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(PAGE + "/x-ignores-case", "true", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(LIST + "/x-key", "{'items':'/books'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(LIST + "/x-resource", "{'does':'list'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(SORT + "/x-orders", "{'items':'/books'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(
            ADD + "/x-rules",
            "[{'when':{'genre':['novel','play']},'require':['title']}]",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(LIST + "/x-sums", "{'of':'addBook'}", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(PAGE + "/schema/default", "2", "REQUEST_DEFAULT cs", "REQUEST_DEFAULT cs"),
        row(PAGE + "/schema/default", "", "REQUEST_DEFAULT cs", "REQUEST_DEFAULT cs"),
        row(PAGE + "/schema/maximum", "50", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/schema/minimum", "", "REQUEST_WIDENED s", "REQUEST_NARROWED c"),
        row(PAGE + "/schema/minimum", "1.0", "", ""),
        row(PAGE + "/schema/exclusiveMinimum", "0", "", ""),
        row(PAGE + "/schema/exclusiveMaximum", "100", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(PAGE + "/schema/format", "'int64'", "REQUEST_TYPE_WIDENED cs", "REQUEST_NARROWED c"),
        row(PAGE + "/schema/not", "{'const':7}", "UNJUDGED cs", "UNJUDGED cs"),
        row(SORT + "/schema/enum/-", "'price'", "REQUEST_PART_ADDED s", "REQUEST_PART_REMOVED c"),
        row(SORT + "/schema/enum", "['year','title']", "", ""),
        row(SORT + "/schema/enum", "", "REQUEST_TYPE_WIDENED cs", "REQUEST_NARROWED c"),
        row(ADD + "/requestBody", "", "REQUEST_PART_REMOVED c", "REQUEST_PART_ADDED s"),
        row(
            LIST + "/requestBody",
            "{'required':true,'content':{}}",
            "REQUIRED_REQUEST_PART_ADDED cs",
            "REQUEST_PART_REMOVED c"),
        row(ADD + "/requestBody/required", "true", "REQUEST_NARROWED c", "REQUEST_WIDENED s"),
        row(
            ADD + "/requestBody/content/text~1plain",
            "",
            "REQUEST_PART_REMOVED c",
            "REQUEST_PART_ADDED s"),
        row(ADDITION + "/properties/copies", "", "REQUEST_PART_REMOVED c", "REQUEST_PART_ADDED s"),
        row(
            ADDITION + "/required",
            "",
            "REQUEST_WIDENED s, REQUEST_WIDENED s",
            "REQUEST_NARROWED c, REQUEST_NARROWED c"),
        row(
            ADDITION + "/required/-",
            "'shelf'",
            "REQUIRED_REQUEST_PART_ADDED cs",
            "REQUEST_PART_REMOVED c"),
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
            "OPEN_ENUMERATION",
            "OPEN_ENUMERATION"),
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
        row(
            ADDITION + "/properties/lent/x-default",
            "'today'",
            "REQUEST_DEFAULT cs",
            "REQUEST_DEFAULT cs"),
        row(ADDITION + "/unevaluatedProperties", "false", "UNJUDGED cs", "UNJUDGED cs"),
        row(
            ADDITION + "/properties/lent/readOnly",
            "true",
            "REQUEST_PART_REMOVED c",
            "REQUEST_PART_ADDED s"),
        row(
            ADDITION + "/properties/title/readOnly",
            "true",
            "REQUEST_PART_REMOVED c",
            "REQUIRED_REQUEST_PART_ADDED cs"),
        row(
            ADDITION + "/properties/lent/writeOnly",
            "true",
            "SENT_BEFORE_AND_AFTER",
            "SENT_BEFORE_AND_AFTER"),
        row(ADDITION + "/properties/id", "{'type':'string','readOnly':true}", "", ""),
        row(
            ADD + "/requestBody/content",
            "{'application/json; charset=utf-8':{'schema':{'$ref':'#/components/schemas/Addition'}},"
                + "'text/plain':{'schema':{'type':'string'}}}",
            "JSON_CHARSET",
            "JSON_CHARSET"),
        row(
            ADD + "/requestBody/content",
            "{'application/json':{'schema':{'$ref':'#/components/schemas/Addition'}},"
                + "'Text/Plain;charset=UTF-8':{'schema':{'type':'string'}}}",
            "REQUEST_NARROWED c",
            "REQUEST_WIDENED s"),
        row(
            ADDITION + "/properties/lent",
            "{'anyOf':[{'type':'boolean','default':false},{'type':'object','minProperties':1}]}",
            "REQUEST_TYPE_WIDENED cs",
            "REQUEST_NARROWED c"),
        row(ADDITION + "/properties/lent/readOnly", "false", "", ""),
        // Responses.
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
        row(
            LIST + "/responses/200/headers/Link",
            "",
            "RESPONSE_PART_REMOVED c",
            "RESPONSE_PART_ADDED"),
        row(
            LIST + "/responses/200/headers/ETag",
            "",
            "RESPONSE_PART_REMOVED c",
            "REQUIRED_RESPONSE_PART_ADDED s"),
        row(
            LIST + "/responses/200/headers/ETag/required",
            "",
            "RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s"),
        row(
            LIST + "/responses/200/content/text~1csv",
            "",
            "RESPONSE_MEDIA_TYPE_REMOVED c",
            "RESPONSE_MEDIA_TYPE_ADDED s"),
        row(
            LIST + "/responses/200/content",
            "{'application/json; charset=utf-8':{'schema':{'$ref':'#/components/schemas/BookList'}},"
                + "'text/csv':{'schema':{'type':'string'}}}",
            "JSON_CHARSET",
            "JSON_CHARSET"),
        row(
            LIST + "/responses/200/content",
            "{'application/json':{'schema':{'$ref':'#/components/schemas/BookList'}},"
                + "'text/csv; header=present':{'schema':{'type':'string'}}}",
            "RESPONSE_NARROWED s",
            "RESPONSE_WIDENED c"),
        row(
            LIST + "/responses/200/content/text~1csv; header=present",
            "{'schema':{'type':'string'}}",
            "RESPONSE_MEDIA_TYPE_ADDED s",
            "RESPONSE_MEDIA_TYPE_REMOVED c"),
        row(
            ADD + "/responses",
            "{'2XX':{'description':'It is there.'}}",
            "SUCCESS_WIDENED c",
            "STATUS_NARROWED s"),
        row(LIST + "/responses/200/links", "{'a':{}}", "UNJUDGED cs", "UNJUDGED cs"),
        row(BOOK + "/properties/price", "", "RESPONSE_PART_REMOVED c", "RESPONSE_PART_ADDED"),
        row(
            BOOK + "/properties/price/writeOnly",
            "true",
            "RESPONSE_PART_REMOVED c",
            "RESPONSE_PART_ADDED"),
        row(
            BOOK + "/properties/title/writeOnly",
            "true",
            "RESPONSE_PART_REMOVED c",
            "REQUIRED_RESPONSE_PART_ADDED s"),
        row(
            BOOK + "/properties/size/properties/width/writeOnly",
            "true",
            "CLOSED_RESPONSE_PROPERTY_REMOVED cs",
            "CLOSED_RESPONSE_PROPERTY_ADDED c"),
        row(
            BOOK + "/properties/price/readOnly",
            "true",
            "SENT_BEFORE_AND_AFTER",
            "SENT_BEFORE_AND_AFTER"),
        row(BOOK + "/properties/key", "{'type':'string','writeOnly':true}", "", ""),
        row(
            BOOK + "/properties/size",
            "{'oneOf':[{'type':'object','additionalProperties':false,'properties':{'width':{"
                + "'type':'number'}}},{'type':'object','properties':{'inches':{'type':'number'}}}]}",
            "RESPONSE_WIDENED c",
            "RESPONSE_TYPE_NARROWED cs"),
        row(
            BOOKS + "/properties/books/items",
            "{'anyOf':[{'$ref':'#/components/schemas/Book'},{'type':'object','minProperties':9}]}",
            "RESPONSE_WIDENED c",
            "RESPONSE_TYPE_NARROWED cs"),
        row(
            BOOKS + "/required/-",
            "'shelf'",
            "REQUIRED_RESPONSE_PART_ADDED s",
            "RESPONSE_PART_REMOVED c"),
        row(BOOKS + "/required/1", "", "RESPONSE_WIDENED c", "RESPONSE_NARROWED s"),
        row(
            BOOKS + "/properties/total/type",
            "['integer','null']",
            "RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s"),
        row(
            BOOKS + "/properties/isbns",
            "{'type':'object','additionalProperties':false,'properties':{'a':{}}}",
            "RESPONSE_PART_ADDED",
            "RESPONSE_PART_REMOVED c"),
        row(
            BOOK + "/properties/size/properties/height",
            "{'type':'number'}",
            "CLOSED_RESPONSE_PROPERTY_ADDED c",
            "CLOSED_RESPONSE_PROPERTY_REMOVED cs"),
        row(
            BOOK + "/properties/size",
            "{'type':'object','additionalProperties':false,'required':['depth'],'properties':{"
                + "'width':{'type':'number'},'depth':{'type':'number'}}}",
            "REQUIRED_CLOSED_RESPONSE_PROPERTY_ADDED cs",
            "CLOSED_RESPONSE_PROPERTY_REMOVED cs"),
        row(
            ADDITION + "/properties/count/type",
            "['integer','null']",
            "REQUEST_WIDENED s",
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
        row(BOOKS + "/properties/total/minimum", "1", "RESPONSE_NARROWED s", "RESPONSE_WIDENED c"),
        row(
            BOOKS + "/properties/total/format",
            "",
            "RESPONSE_WIDENED c",
            "RESPONSE_TYPE_NARROWED cs"),
        row(BOOKS + "/properties/books/x-stream", "", "DOCUMENTATION", "DOCUMENTATION"),
        row(
            BOOK + "/properties/title/maxLength",
            "300",
            "RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s"),
        row(
            BOOK + "/properties/title/type",
            "['string','null']",
            "RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s"),
        row(
            BOOK + "/properties/price/type",
            "'integer'",
            "RESPONSE_TYPE_NARROWED cs",
            "RESPONSE_WIDENED c"),
        row(BOOK + "/properties/price/default", "1", "RESPONSE_DEFAULT", "RESPONSE_DEFAULT"),
        row(
            BOOK + "/properties/isbn/pattern",
            "'^[0-9]+$'",
            "RESPONSE_CHANGED cs",
            "RESPONSE_CHANGED cs"),
        row(BOOK + "/properties/isbn/x-secret", "", "SECRET_REMOVED c", "SECRET_ADDED"),
        row(BOOK + "/properties/isbn/x-time", "'created'", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(
            BOOK + "/properties/isbn/x-refers",
            "{'parameter':'shelf'}",
            "PROMISE_ADDED s",
            "PROMISE_REMOVED c"),
        row(
            BOOK + "/properties/binding/enum/-",
            "'none'",
            "RESPONSE_VALUE_ADDED c",
            "RESPONSE_VALUE_REMOVED cs"),
        row(
            BOOK + "/properties/genre/anyOf/0/enum/-",
            "'play'",
            "KNOWN_VALUE_ADDED",
            "KNOWN_VALUE_REMOVED c"),
        row(
            BOOK + "/properties/lent/oneOf/1",
            "{'type':'integer'}",
            "RESPONSE_NARROWED s, RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s, RESPONSE_WIDENED c"),
        row(
            BOOK + "/properties/lent/oneOf/-",
            "{'type':'integer','minimum':3}",
            "RESPONSE_WIDENED c",
            "RESPONSE_NARROWED s"),
        row(
            BOOK + "/properties/notes/additionalProperties/type",
            "'number'",
            "RESPONSE_CHANGED cs",
            "RESPONSE_CHANGED cs"),
        row(BOOK + "/required", "['author','title']", "", ""),
        // Names, promises and documentation.
        row(
            LIST + "/responses/200/content/application~1json/schema/$ref",
            "'#/components/schemas/Shelf'",
            "SCHEMA_NAME c",
            "SCHEMA_NAME c"),
        row(
            BOOKS + "/properties",
            "{'total':{'type':'integer','format':'int64','minimum':0},"
                + "'books':{'type':'array','x-stream':'/','items':{'$ref':'#/components/schemas/Book'}}}",
            "",
            ""),
        row(LIST + "/x-pagination/page", "'p'", "PROMISE_CHANGED cs", "PROMISE_CHANGED cs"),
        row(ADD + "/x-idempotent", "", "PROMISE_REMOVED c", "PROMISE_ADDED s"),
        row(LIST + "/x-totals", "[{'total':'/total'}]", "PROMISE_ADDED s", "PROMISE_REMOVED c"),
        row(LIST + "/description", "'Books.'", "DOCUMENTATION", "DOCUMENTATION"),
        row(LIST + "/summary", "'Books'", "DOCUMENTATION", "DOCUMENTATION"),
        row(LIST + "/deprecated", "true", "DOCUMENTATION", "DOCUMENTATION"),
        row(LIST + "/x-preview", "true", "DOCUMENTATION", "DOCUMENTATION"),
        row(LIST + "/x-documentation", "{'section':'Books'}", "DOCUMENTATION", "DOCUMENTATION"),
        row(LIST + "/x-shelf-mark", "1", "EXTENSION", "EXTENSION"),
        row(BOOK + "/properties/title/examples", "['Emma']", "DOCUMENTATION", "DOCUMENTATION"),
        row("/info/version", "'2.0.0'", "DOCUMENTATION", "DOCUMENTATION"),
        row("/openapi", "'3.1.1'", "DOCUMENTATION", "DOCUMENTATION"),
        row("/webhooks", "{'a':{}}", "UNJUDGED cs", "UNJUDGED cs"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void of_changeAndItsReverse_namesRuleAndWhomItBreaks(Example example) {
    JsonNode altered = altered(example);

    assertThat(rules(Library.document(), altered)).isEqualTo(example.forth());
    assertThat(rules(altered, Library.document())).isEqualTo(example.back());
  }

  @Test
  void of_renamedPathParameter_isHarmless() {
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
  void values_all_haveAnExample() {
    Set<Rule> shown =
        EnumSet.of(Rule.PATH_PARAMETER_NAME, Rule.ERROR_WIDENED, Rule.STATUS_IN_RANGE);
    examples()
        .flatMap(example -> NAME.matcher(example.forth() + " " + example.back()).results())
        .forEach(name -> shown.add(Rule.valueOf(name.group())));

    assertThat(EnumSet.complementOf(EnumSet.copyOf(shown))).isEmpty();
  }

  @Test
  void of_removedExtensionOfTheContract_isJudged() {
    JsonNode contract = Contract.bundled().document();
    Set<String> extensions = new TreeSet<>();
    collectExtensions(contract, extensions);
    assertThat(extensions).contains("x-pagination", "x-secret", "x-selects");

    for (String extension : extensions) {
      JsonNode without = contract.deepCopy();
      without.findParents(extension).forEach(parent -> ((ObjectNode) parent).remove(extension));
      List<Change> changes =
          ContractDiff.between(
                  new OpenApiDocument("a document", contract),
                  new OpenApiDocument("a document", without))
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

  static JsonNode altered(Example example) {
    JsonNode altered = Library.document();
    Library.set(altered, example.pointer(), example.json().replace('\'', '"'));
    return altered;
  }

  static String rules(JsonNode older, JsonNode newer) {
    List<String> rules = new ArrayList<>();
    for (Change change :
        ContractDiff.between(
                new OpenApiDocument("a document", older), new OpenApiDocument("a document", newer))
            .changes()) {
      String breaks =
          (change.breaks(Party.CALLERS) ? "c" : "") + (change.breaks(Party.SERVERS) ? "s" : "");
      rules.add((change.rule() + " " + breaks).strip());
    }
    return String.join(", ", rules);
  }
}
