package dev.ghbilling.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.spec.ContractJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The usage that a filter takes, in the shape of the documented example. */
final class UsageReport {
  static final String ITEMS = "usageItems";

  private final ObjectNode example;
  private final UsageData data;
  private final boolean streamed;
  private final CostCenters costCenters;
  private final UnaryOperator<UsageFilter> narrowing;
  private final Clock clock;

  /**
   * A report over some data.
   *
   * @param streamed whether the data may be too much for memory
   * @param narrowing what becomes of a filter
   */
  UsageReport(
      ObjectNode example,
      UsageData data,
      boolean streamed,
      CostCenters costCenters,
      UnaryOperator<UsageFilter> narrowing,
      Clock clock) {
    this.narrowing = narrowing;
    this.example = example;
    this.data = data;
    this.streamed = streamed;
    this.costCenters = costCenters;
    this.clock = clock;
  }

  Reply get(Call call) {
    UsageFilter filter = narrowing.apply(UsageFilter.of(call, clock));
    filter
        .costCenter()
        .filter(id -> costCenters.name(id).isEmpty())
        .ifPresent(
            id -> {
              throw Refusal.invalid(call, "cost_center_id", "there is no cost center " + id);
            });
    Report report = new Report(filter);
    return call.success(streamed ? report : report.inMemory());
  }

  private final class Report implements Content {
    private final UsageFilter filter;

    Report(UsageFilter filter) {
      this.filter = filter;
    }

    @Override
    public long length() {
      return UNKNOWN;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
      JsonGenerator json =
          ContractJson.MAPPER.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> property : example.properties()) {
        json.writeFieldName(property.getKey());
        if (property.getKey().equals(ITEMS)) {
          writeItems(json);
        } else {
          json.writeTree(property.getValue());
        }
      }
      json.writeEndObject();
      json.close();
    }

    private void writeItems(JsonGenerator json) throws IOException {
      json.writeStartArray();
      for (long row = 0; row < data.size(); row++) {
        if (filter.takes(data, row)) {
          data.writeJson(row, json);
        }
      }
      json.writeEndArray();
    }

    Bytes inMemory() {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      try {
        writeTo(out);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Bytes.text(out.toString(StandardCharsets.UTF_8));
    }
  }
}
