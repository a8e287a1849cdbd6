package org.gotask.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Writes the simple name of the subtype with each value of a sealed type, as if the type were annotated. Jackson finds
 * the permitted subtypes by itself, but requires an annotation for the place of the name. A user's annotation takes
 * precedence.
 */
final class SealedTypes extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    private static final JsonTypeInfo.Value NAME_IN_TYPE = JsonTypeInfo.Value.construct(
            JsonTypeInfo.Id.SIMPLE_NAME, JsonTypeInfo.As.PROPERTY, "type", null, false, true, true);

    @Override
    public JsonTypeInfo.@Nullable Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated annotated) {
        JsonTypeInfo.Value own = super.findPolymorphicTypeInfo(config, annotated);
        if (own != null || !(annotated.getAnnotated() instanceof Class<?> type) || !type.isSealed()) {
            return own;
        }
        return NAME_IN_TYPE;
    }
}
