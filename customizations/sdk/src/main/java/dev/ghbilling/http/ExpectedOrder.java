package dev.ghbilling.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.BuilderBasedDeserializer;
import com.fasterxml.jackson.databind.deser.SettableBeanProperty;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads an object of which it expects that its properties come in the contract's order: to compare
 * a name with the expected one is much cheaper than to look it up. Properties in another order, or
 * that the contract doesn't know, are read as Jackson reads them.
 */
final class ExpectedOrder extends BuilderBasedDeserializer {
  private static final long serialVersionUID = 1L;

  private transient SettableBeanProperty[] properties = {};
  private transient SerializableString[] names = {};

  private ExpectedOrder(BuilderBasedDeserializer jacksons) {
    super(jacksons);
  }

  /** Puts it in the place of Jackson's own. */
  static final class Modifier extends BeanDeserializerModifier {
    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyDeserializer(
        DeserializationConfig config, BeanDescription type, JsonDeserializer<?> deserializer) {
      return deserializer.getClass() == BuilderBasedDeserializer.class
          ? new ExpectedOrder((BuilderBasedDeserializer) deserializer)
          : deserializer;
    }
  }

  @Override
  public void resolve(DeserializationContext context) throws JsonMappingException {
    super.resolve(context);
    properties = _beanProperties.getPropertiesInInsertionOrder();
    names =
        Arrays.stream(properties)
            .map(property -> new SerializedString(property.getName()))
            .toArray(SerializableString[]::new);
  }

  @Override
  public @Nullable Object deserialize(JsonParser parser, DeserializationContext context)
      throws IOException {
    return _vanillaProcessing && parser.isExpectedStartObjectToken()
        ? finishBuild(context, read(parser, context))
        : super.deserialize(parser, context);
  }

  private Object read(JsonParser parser, DeserializationContext context) throws IOException {
    Object read = _valueInstantiator.createUsingDefault(context);
    int expected = 0;
    while (true) {
      SettableBeanProperty property;
      if (expected < names.length && parser.nextFieldName(names[expected])) {
        property = properties[expected++];
      } else if (expected == names.length
          ? parser.nextToken() == JsonToken.FIELD_NAME
          : parser.hasToken(JsonToken.FIELD_NAME)) {
        property = _beanProperties.find(parser.currentName());
        expected = property == null ? expected : behind(property);
      } else {
        return read;
      }
      String name = parser.currentName();
      parser.nextToken();
      if (property == null) {
        handleUnknownVanilla(parser, context, read, name);
        continue;
      }
      try {
        read = property.deserializeSetAndReturn(parser, context, read);
      } catch (Exception e) {
        wrapAndThrow(e, read, name, context);
      }
    }
  }

  /** Where the property is that the contract has next. */
  private int behind(SettableBeanProperty property) {
    int at = 0;
    while (properties[at] != property) {
      at++;
    }
    return at + 1;
  }
}
