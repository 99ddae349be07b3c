package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a count: {@code 2} and {@code 2.0}, but not {@code 2.5}, which Jackson would cut to 2. */
final class ExactLong extends StdScalarDeserializer<Long> {
  private static final long serialVersionUID = 1L;

  private final boolean primitive;

  ExactLong(boolean primitive) {
    super(primitive ? Long.TYPE : Long.class);
    this.primitive = primitive;
  }

  @Override
  public Long deserialize(JsonParser parser, DeserializationContext context) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
      return parser.getLongValue();
    }
    if (parser.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
      try {
        return parser.getDecimalValue().longValueExact();
      } catch (ArithmeticException fractional) {
        return (Long)
            context.handleWeirdNumberValue(
                Long.class, parser.getDecimalValue(), "not a whole number");
      }
    }
    return (Long) context.handleUnexpectedToken(Long.class, parser);
  }

  @Override
  public @Nullable Long getNullValue(DeserializationContext context) throws JsonMappingException {
    if (primitive) {
      context.reportInputMismatch(this, "a count is missing");
    }
    return null;
  }
}
