package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads a time from the text that the API documents; a number says nothing of its unit. */
final class ExactTime extends StdScalarDeserializer<OffsetDateTime> {
  private static final long serialVersionUID = 1L;

  ExactTime() {
    super(OffsetDateTime.class);
  }

  @Override
  public OffsetDateTime deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    if (!parser.hasToken(JsonToken.VALUE_STRING)) {
      return (OffsetDateTime) context.handleUnexpectedToken(OffsetDateTime.class, parser);
    }
    String text = parser.getText().strip();
    try {
      return OffsetDateTime.parse(text);
    } catch (DateTimeException e) {
      return (OffsetDateTime)
          context.handleWeirdStringValue(OffsetDateTime.class, text, "not a date and time");
    }
  }
}
