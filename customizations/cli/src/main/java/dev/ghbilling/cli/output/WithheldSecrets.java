package dev.ghbilling.cli.output;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.ghbilling.client.Secret;
import java.io.IOException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Makes Jackson write a note in place of the value of each {@link Secret} property. */
final class WithheldSecrets extends NopAnnotationIntrospector {
  static final String NOTE = "(withheld, see --format json)";

  private static final long serialVersionUID = 1L;

  @Override
  public @Nullable Object findSerializer(Annotated property) {
    return property.hasAnnotation(Secret.class) ? Note.class : null;
  }

  static final class Note extends StdSerializer<Object> {
    private static final long serialVersionUID = 1L;

    Note() {
      super(Object.class);
    }

    @Override
    public void serialize(Object value, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      boolean isEmpty = value instanceof Collection<?> values && values.isEmpty();
      json.writeString(isEmpty ? "" : NOTE);
    }
  }
}
