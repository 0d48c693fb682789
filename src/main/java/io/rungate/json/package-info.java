/**
 * JSON and number texts as the consumer's Python reads and writes them.
 *
 * <p>{@link io.rungate.json.JsonReader} and {@link io.rungate.json.JsonWriter} are {@code
 * json.load} and {@code json.dump}; {@link io.rungate.json.PythonNumbers} is {@code int}, {@code
 * float} and {@code repr}. What one side accepts or prints, the other does too, byte for byte.
 *
 * <p>A JSON tree is made of JDK types, so that no caller has to know which library reads it:
 *
 * <ul>
 *   <li>an object is a {@code Map<String, Object>} in reading order; of repeated keys the last
 *       value wins and the first position stays
 *   <li>an array is a {@code List<Object>}
 *   <li>{@code 1} is a {@link java.math.BigInteger} and {@code 1.0} a {@link java.lang.Double}:
 *       they are written differently, so they are never mixed. {@code -0} is the integer zero
 *   <li>{@code NaN}, {@code Infinity}, {@code -Infinity} and {@code 1e400} are doubles
 *   <li>text is a {@link java.lang.String}, lone surrogates included
 *   <li>{@code true} and {@code false} are {@link java.lang.Boolean}, {@code null} is {@link
 *       io.rungate.json.JsonNull#NULL}
 * </ul>
 */
package io.rungate.json;
