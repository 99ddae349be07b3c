package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.http.ByteContent;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.sandbox.internal.usage.UsageFilter;
import dev.ghbilling.spec.ContractJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * A document with the rows of usage that a filter takes, which may not fit into memory.
 *
 * @param document the document, whose list of rows is replaced
 * @param items the property that has the rows
 */
record UsageRows(ObjectNode document, String items, UsageData data, UsageFilter filter)
    implements Content {
  @Override
  public long length() {
    return UNKNOWN;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    JsonGenerator json =
        ContractJson.MAPPER.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
    json.writeStartObject();
    for (Map.Entry<String, JsonNode> property : document.properties()) {
      json.writeFieldName(property.getKey());
      if (property.getKey().equals(items)) {
        writeRows(json);
      } else {
        json.writeTree(property.getValue());
      }
    }
    json.writeEndObject();
    json.close();
  }

  private void writeRows(JsonGenerator json) throws IOException {
    json.writeStartArray();
    for (long row = 0; row < data.size(); row++) {
      if (filter.takes(data, row)) {
        data.writeJson(row, json);
      }
    }
    json.writeEndArray();
  }

  /** Returns the same content, held in memory. */
  ByteContent inMemory() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ByteContent.text(out.toString(StandardCharsets.UTF_8));
  }
}
