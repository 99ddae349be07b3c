package dev.ghbilling.spec.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.Contract;
import dev.ghbilling.spec.ContractJson;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExtensionPointersTest {
  private static final String SHELF =
      """
      {"paths": {
        "/shelves": {"get": {"operationId": "listShelves",
          "x-pagination": {"page": "page", "perPage": "size", "items": "/shelves",
            "total": "/count", "hasNext": "/more"},
          "x-stream": "/shelves",
          "x-totals": [{"total": "/count", "count": "/shelves/*"},
            {"within": "/shelves/*", "total": "/books", "sum": "/genres/*"}],
          "x-resource": {"does": "list", "items": "/shelves"},
          "parameters": [
            {"name": "page", "in": "query", "schema": {"type": "integer"}},
            {"name": "size", "in": "query", "schema": {"type": "integer"}},
            {"name": "place", "in": "query", "schema": {"type": "string"},
             "x-selects": {"items": "/shelves", "by": "/place"}},
            {"name": "full", "in": "query", "schema": {"type": "integer"},
             "x-selects": {"items": "/shelves", "atLeast": {"percent": "/books", "of": "/room"}}},
            {"name": "order", "in": "query", "schema": {"type": "string"},
             "x-orders": {"items": "/shelves", "ascending": "up", "descending": "down"}}],
          "responses": {"200": {"content": {"application/json": {"schema": {"type": "object",
            "properties": {"count": {"type": "integer"}, "more": {"type": "boolean"},
              "shelves": {"type": "array", "items": {"$ref": "#/components/schemas/Shelf"}}}}}}}}},
          "post": {"operationId": "createShelf",
            "x-resource": {"does": "create", "item": "/shelf", "initial": {"place": "cellar"},
              "progress": {"status": "/place", "from": "cellar", "to": ["hall"], "brings": "/id",
                "files": {"date": "day", "first": "/id", "last": "/id", "of": "listShelves",
                  "sums": {"books": "/books"}, "only": {"place": ["hall"]}}}},
            "responses": {"201": {"content": {"application/json": {"schema": {"type": "object",
              "properties": {"shelf": {"$ref": "#/components/schemas/Shelf"}}}}}}}}},
        "/shelves/{shelf}/content": {"post": {"operationId": "fillShelf",
          "x-rules": [{"when": {"novels": []}, "require": ["novels"]}],
          "x-resource": {"does": "add", "members": {"within": "/content", "type": "/type",
            "name": "/name", "kinds": {"novels": "Novel"}, "moved": {"items": "/moved",
              "type": "/type", "name": "/name", "from": "/from"}}},
          "requestBody": {"content": {"application/json": {"schema": {"type": "object",
            "properties": {"novels": {"type": "array", "items": {"type": "string"}}}}}}},
          "responses": {"200": {"content": {"application/json": {"schema": {"type": "object",
            "properties": {"moved": {"type": ["array", "null"], "items": {"type": "object",
              "properties": {"type": {}, "name": {}, "from": {}}}}}}}}}}}},
        "/sums": {"get": {"operationId": "sumShelves", "x-retired": {"instead": "listShelves"},
          "x-owned": {"instead": "listShelves"},
          "x-sums": {"of": "listShelves", "items": "/shelves", "by": ["/place"],
            "as": {"/all": "/books"}, "where": {}},
          "x-key": {"items": "/shelves", "by": ["/place"]},
          "responses": {"200": {"content": {"application/json": {"schema": {"type": "object",
            "properties": {"shelves": {"type": "array", "items": {"type": "object",
              "properties": {"place": {"type": "string"}, "all": {"type": "integer"}}}}}}}}}}}}},
       "components": {"schemas": {"Shelf": {"type": "object", "properties": {
         "id": {"type": "string"}, "place": {"type": "string"}, "books": {"type": "integer"},
         "room": {"type": "integer"}, "genres": {"type": "object", "additionalProperties": {"type": "integer"}},
         "content": {"type": "array", "items": {"type": "object",
           "properties": {"type": {"type": "string"}, "name": {"type": "string"}}}}}}}}}
      """;

  @Test
  void faults_contractAndLibrary_areNone() throws IOException {
    assertThat(ExtensionPointers.faults(Contract.bundled().document())).isEmpty();
    assertThat(ExtensionPointers.faults(shelf())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          listShelves | /x-stream                        | /count   | x-stream needs an array at /count
          listShelves | /x-pagination/page               | pages    | x-pagination needs the query parameter 'pages'
          listShelves | /x-pagination/items              | /books   | x-pagination needs an array at /books
          listShelves | /x-pagination/total              | /more    | x-pagination needs an integer at /more
          listShelves | /x-pagination/hasNext            | /next    | x-pagination needs a boolean at /next
          listShelves | /x-totals/0/count                | /racks/* | x-totals needs a property at /racks/*
          listShelves | /x-totals/1/within               | /racks   | x-totals needs a property at /racks
          listShelves | /x-totals/1/sum                  | /sorts/* | x-totals needs a property at /sorts/*
          listShelves | /x-resource/items                | /racks   | x-resource needs an array at /racks
          listShelves | /parameters/2/x-selects/by       | /row     | x-selects of place needs a property at /row
          listShelves | /parameters/2/x-selects/items    | /racks   | x-selects of place needs an array at /racks
          listShelves | /parameters/3/x-selects/atLeast/percent | /boxes | x-selects of full needs a property at /boxes
          listShelves | /parameters/3/x-selects/atLeast/of | /space  | x-selects of full needs a property at /space
          listShelves | /parameters/4/x-orders/items     | /racks   | x-orders of order needs an array at /racks
          createShelf | /x-resource/item                 | /rack    | x-resource needs a property at /rack
          createShelf | /x-resource/id                   | /key     | x-resource needs a property at /key
          createShelf | /x-resource/initial/row         | hall     | x-resource needs a property at /row
          createShelf | /x-resource/unique               | /row    | x-resource needs a property at /row
          createShelf | /x-resource/unique               | /place   | x-resource needs the response 409
          createShelf | /x-resource/becomes/row         | hall     | x-resource needs a property at /row
          createShelf | /x-resource/progress/status      | /state   | x-resource needs a property at /state
          createShelf | /x-resource/progress/brings      | /files   | x-resource needs a property at /files
          createShelf | /x-resource/progress/files/first | /day     | x-resource needs a property at /day
          createShelf | /x-resource/progress/files/last  | /day     | x-resource needs a property at /day
          createShelf | /x-resource/progress/files/of    | listRacks | x-resource needs the operation 'listRacks'
          createShelf | /x-resource/progress/files/sums/books | /pages | x-resource needs a property at /pages
          createShelf | /x-resource/progress/files/only/row | [] | x-resource needs a property at /row
          fillShelf   | /x-rules/0/when/poems            | []       | x-rules needs a property at /poems
          fillShelf   | /x-rules/0/allow/poems           | []       | x-rules needs a property at /poems
          fillShelf   | /x-rules/0/require/0             | poems    | x-rules needs a property at /poems
          fillShelf   | /x-resource/members/within       | /books   | x-resource needs an array at /books
          fillShelf   | /x-resource/members/type         | /kind    | x-resource needs a property at /kind
          fillShelf   | /x-resource/members/kinds/poems  | Poem     | x-resource needs an array at /poems
          fillShelf   | /x-resource/members/moved/items  | /gone    | x-resource needs an array at /gone
          fillShelf   | /x-resource/members/moved/from   | /origin  | x-resource needs a property at /origin
          sumShelves  | /x-sums/of                       | listRacks | x-sums needs the operation 'listRacks'
          sumShelves  | /x-sums/by/0                     | /row    | x-sums needs a property at /row
          sumShelves  | /x-sums/as/~1all                 | /pages   | x-sums needs a property at /pages
          sumShelves  | /x-sums/where/room               | []       | x-sums needs the query parameter 'room'
          sumShelves  | /x-key/by/0                      | /room    | x-key needs a property at /room
          sumShelves  | /x-retired/instead               | listRacks | x-retired needs the operation 'listRacks'
          sumShelves  | /x-owned/instead                 | listRacks | x-owned needs the operation 'listRacks'
          sumShelves  | /x-owned/forbidden               | reader   | x-owned needs the query parameter 'reader'
          """)
  void faults_pointerToNothing_nameOperationExtensionAndPointer(
      String operation, String pointer, String value, String fault) throws IOException {
    JsonNode document = shelf();
    JsonNode altered = Contract.of(document).operation(operation).orElseThrow().node();
    set(altered, pointer, value);

    assertThat(ExtensionPointers.faults(document))
        .contains(operation + ": " + fault + ", which isn't described");
  }

  @Test
  void faults_referenceThatNothingGets_nameThePropertyAndTheParameter() throws IOException {
    JsonNode document = shelf();
    ((ObjectNode) document.at("/components/schemas/Shelf/properties/place"))
        .putObject("x-refers")
        .put("parameter", "room")
        .putArray("same")
        .add("size");

    assertThat(ExtensionPointers.faults(document))
        .contains(
            "listShelves: x-refers of place needs an operation that gets a resource by 'room',"
                + " which isn't described",
            "listShelves: x-refers of place needs a property at /shelves/*/size,"
                + " which isn't described");
  }

  private static JsonNode shelf() throws IOException {
    return ContractJson.MAPPER.readTree(SHELF);
  }

  private static void set(JsonNode node, String pointer, String value) {
    int last = pointer.lastIndexOf('/');
    String name = pointer.substring(last + 1).replace("~1", "/");
    if (node.at(pointer.substring(0, last)) instanceof ArrayNode array) {
      array.set(Integer.parseInt(name), value);
    } else {
      ((ObjectNode) node).withObject(pointer.substring(0, last)).put(name, value);
    }
  }
}
