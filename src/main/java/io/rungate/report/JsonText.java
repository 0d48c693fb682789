package io.rungate.report;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.Separators;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.rungate.fact.JsonNull;
import io.rungate.pack.PythonNumbers;
import java.io.IOException;

/**
 * Records and trees as JSON, written as Python's {@code json.dumps} does, since what is compared
 * with a document must not differ from it in form: ASCII only, and numbers as Python prints them.
 */
final class JsonText {
  private static final ObjectWriter COMPACT =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .addModule(
              new SimpleModule()
                  .addSerializer(Double.class, new PythonDouble())
                  .addSerializer(double.class, new PythonDouble())
                  .addSerializer(JsonNull.class, new Null()))
          .build()
          .writer(new AsciiEscapes());

  private static final ObjectWriter PRETTY = COMPACT.with(indented());

  private JsonText() {}

  /** {@code json.dumps(value, separators=(",", ":"))}: one line. */
  static String compact(Object value) {
    return write(COMPACT, value);
  }

  /** {@code json.dumps(value, indent=2)}; there is no line end behind it. */
  static String pretty(Object value) {
    return write(PRETTY, value);
  }

  private static String write(ObjectWriter writer, Object value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(value.getClass().getName() + " is not JSON", e);
    }
  }

  private static DefaultPrettyPrinter indented() {
    DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
    Separators separators =
        Separators.createDefaultInstance()
            .withObjectFieldValueSpacing(Separators.Spacing.AFTER)
            .withObjectEmptySeparator("")
            .withArrayEmptySeparator("");
    return new DefaultPrettyPrinter(separators)
        .withObjectIndenter(indenter)
        .withArrayIndenter(indenter);
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
      out.writeRawValue(PythonNumbers.repr(value));
    }
  }

  private static final class Null extends StdSerializer<JsonNull> {
    private static final long serialVersionUID = 1L;

    Null() {
      super(JsonNull.class);
    }

    @Override
    public void serialize(JsonNull value, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeNull();
    }
  }

  /** Python escapes the control character after the last letter as well. */
  private static final class AsciiEscapes extends CharacterEscapes {
    private static final long serialVersionUID = 1L;
    private static final int DELETE = 0x7f;

    @Override
    public int[] getEscapeCodesForAscii() {
      int[] codes = standardAsciiEscapesForJSON();
      codes[DELETE] = ESCAPE_STANDARD;
      return codes;
    }

    @Override
    public SerializableString getEscapeSequence(int character) {
      return null; // none of its own
    }
  }
}
