package org.gotask.json;

import java.util.Objects;
import org.gotask.Codec;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes values of a record or a sealed interface as JSON, and decodes them.
 *
 * {@snippet file="org/gotask/json/JsonExamples.java" region="codec"}
 *
 * <p>Records, enums, lists, maps, {@code Optional}, text, numbers and the types of {@code java.time} need no
 * configuration. If the declared type is a sealed interface or class, the property {@code type} holds the simple name
 * of the record, as in {@code {"type":"Circle","radius":2.0}}; the simple names of its records must differ. Jackson's
 * annotations are supported.
 *
 * <p>Decoding is strict. It refuses an unknown property, a missing property, {@code null} instead of a value, text
 * instead of a number, an unknown {@code type}, and trailing data, as well as values that the record's constructor
 * refuses. A component that may be absent is an {@code Optional}. Only the type itself, its components and the
 * permitted subtypes are ever created from a message.
 *
 * <p>A program in a named module must open the package of its records to {@code tools.jackson.databind}. Thread-safe;
 * create one codec for each type and reuse it.
 *
 * @param <T> the type of the values
 */
public final class JsonCodec<T> implements Codec<T> {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .annotationIntrospector(new SealedTypes())
            .enable(
                    DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                    DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES,
                    DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                    DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private final Class<T> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    private JsonCodec(Class<T> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
        this.reader = MAPPER.readerFor(type);
    }

    /**
     * A codec for a type.
     *
     * @param <T> the type of the values
     * @param type a record, or a sealed interface of records; to encode a list, make it a component of a record
     * @return the codec
     */
    public static <T> JsonCodec<T> of(Class<T> type) {
        return new JsonCodec<>(Objects.requireNonNull(type, "type"));
    }

    /**
     * Encodes a value as JSON in UTF-8.
     *
     * @throws IllegalArgumentException if the value, or one nested in it, has no JSON form
     */
    @Override
    public byte[] encode(T value) {
        Objects.requireNonNull(value, "value");
        try {
            return writer.writeValueAsBytes(value);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    /**
     * Decodes a value from JSON in UTF-8.
     *
     * @throws IllegalArgumentException if the content is not JSON, or does not encode a value of this type
     */
    @Override
    public T decode(byte[] content) {
        Objects.requireNonNull(content, "content");
        try {
            T value = reader.readValue(content);
            if (value == null) {
                throw new IllegalArgumentException("null instead of a value");
            }
            return value;
        } catch (JacksonException e) {
            throw new IllegalArgumentException(reason(e), e);
        }
    }

    @Override
    public String typeName() {
        return type.getSimpleName();
    }

    /** The reason given by Jackson, and the path of the component. */
    private static String reason(JacksonException e) {
        boolean hasPath = e instanceof DatabindException && !e.getPath().isEmpty();
        return e.getOriginalMessage() + (hasPath ? " (at " + e.getPathReference() + ")" : "");
    }

    @Override
    public String toString() {
        return "JsonCodec[" + type.getName() + "]";
    }
}
