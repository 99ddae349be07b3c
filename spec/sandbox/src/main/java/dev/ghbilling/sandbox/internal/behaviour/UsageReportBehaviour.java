package dev.ghbilling.sandbox.internal.behaviour;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.ghbilling.sandbox.internal.api.Behaviour;
import dev.ghbilling.sandbox.internal.api.ValidRequest;
import dev.ghbilling.sandbox.internal.http.ByteContent;
import dev.ghbilling.sandbox.internal.http.Content;
import dev.ghbilling.sandbox.internal.http.ServerResponse;
import dev.ghbilling.sandbox.internal.usage.UsageData;
import dev.ghbilling.sandbox.internal.usage.UsageFilter;
import dev.ghbilling.spec.ContractJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A behaviour that responds with the usage rows that the request's filter takes. */
public final class UsageReportBehaviour implements Behaviour {
  /** The property of the report that has the rows. */
  public static final String ITEMS = "usageItems";

  private final ObjectNode example;
  private final UsageData data;
  private final boolean streamed;
  private final CostCenterStore costCenters;
  private final UnaryOperator<UsageFilter> narrowing;
  private final Clock clock;

  /**
   * Creates the behaviour.
   *
   * @param example the documented report, whose rows are replaced
   * @param streamed whether the rows may not fit into memory
   * @param narrowing a change to the filter of each request
   * @param clock tells the current year
   */
  public UsageReportBehaviour(
      ObjectNode example,
      UsageData data,
      boolean streamed,
      CostCenterStore costCenters,
      UnaryOperator<UsageFilter> narrowing,
      Clock clock) {
    this.example = example;
    this.data = data;
    this.streamed = streamed;
    this.costCenters = costCenters;
    this.narrowing = narrowing;
    this.clock = clock;
  }

  @Override
  public ServerResponse respond(ValidRequest request) {
    UsageFilter filter = narrowing.apply(UsageFilter.of(request, clock));
    filter
        .costCenter()
        .filter(id -> costCenters.name(id).isEmpty())
        .ifPresent(
            id -> {
              throw request.invalid("cost_center_id", "there is no cost center " + id);
            });
    Report report = new Report(filter);
    return request.success(streamed ? report : report.inMemory());
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
}
