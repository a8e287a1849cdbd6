package org.gotask.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;

/**
 * Lets every sealed type be written with the simple name of the subtype, as if it were annotated so. Jackson itself finds the
 * permitted subtypes, but needs an annotation that says where the name goes. One that the user has written takes precedence.
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
