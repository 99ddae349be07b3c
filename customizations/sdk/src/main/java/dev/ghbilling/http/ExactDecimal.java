package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import java.io.IOException;
import java.math.BigDecimal;

/**
 * Reads an amount or a quantity to the last digit. A number whose exponent is beyond all reason is
 * refused: written out it would fill the memory.
 */
final class ExactDecimal extends StdScalarDeserializer<BigDecimal> {
  private static final long serialVersionUID = 1L;
  private static final int LARGEST_SCALE = 1_000;

  ExactDecimal() {
    super(BigDecimal.class);
  }

  @Override
  public BigDecimal deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    JsonToken token = parser.currentToken();
    if (token != JsonToken.VALUE_NUMBER_INT && token != JsonToken.VALUE_NUMBER_FLOAT) {
      return (BigDecimal) context.handleUnexpectedToken(BigDecimal.class, parser);
    }
    BigDecimal number = parser.getDecimalValue();
    if (Math.abs((long) number.scale()) > LARGEST_SCALE) {
      return (BigDecimal)
          context.handleWeirdNumberValue(BigDecimal.class, 0, "its exponent is beyond all reason");
    }
    return number;
  }
}
