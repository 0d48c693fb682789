package io.rungate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.RawSerializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.rungate.fact.DecimalText;
import io.rungate.fact.JsonNull;
import io.rungate.run.LineLayout;
import java.io.IOException;
import java.io.StringWriter;

/**
 * Records and trees as JSON, written as Python's {@code json.dumps} does, since what is compared
 * with a document must not differ from it in form: ASCII only, and numbers as Python prints them.
 */
final class JsonText {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new PythonDouble())
                  .addSerializer(double.class, new PythonDouble())
                  .addSerializer(JsonNull.class, new RawSerializer<>(JsonNull.class)))
          .build();

  private JsonText() {}

  /** {@code json.dumps(value, separators=(",", ":"))}: one line. */
  static String compact(Object value) {
    return write(value, null);
  }

  /** {@code json.dumps(value, indent=2)}; there is no line end behind it. */
  static String pretty(Object value) {
    return write(value, new LineLayout(Integer.MAX_VALUE));
  }

  /** An object of a line, and whatever it holds. */
  static JsonNode tree(String text) throws JsonProcessingException {
    return MAPPER.readTree(text);
  }

  /** A record whose form was written here; a member that it does not have is a fault. */
  static <T> T read(JsonNode tree, Class<T> form) throws JsonProcessingException {
    return MAPPER.treeToValue(tree, form);
  }

  private static String write(Object value, PrettyPrinter layout) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = MAPPER.createGenerator(text)) {
      out.setHighestNonEscapedChar('~'); // the mapper's own way begins only behind 0x7f
      MAPPER.writer(layout).writeValue(out, value);
    } catch (IOException e) {
      throw new IllegalArgumentException(value.getClass().getName() + " is not JSON", e);
    }
    return text.toString();
  }

  /** NaN and the infinities too, which JSON has no word for and Python writes all the same. */
  private static final class PythonDouble extends StdSerializer<Double> {
    private static final long serialVersionUID = 1L;

    PythonDouble() {
      super(Double.class);
    }

    @Override
    public void serialize(Double value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeRawValue(DecimalText.of(value));
    }
  }
}
