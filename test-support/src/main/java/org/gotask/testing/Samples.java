package org.gotask.testing;

import java.lang.reflect.Array;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Sample values of many types. Confined to one thread. */
final class Samples {

    private final Map<Class<?>, List<?>> known = new HashMap<>(Map.of(
            int.class, List.of(1),
            long.class, List.of(1L),
            double.class, List.of(1.0),
            boolean.class, List.of(true),
            String.class, List.of("sample"),
            Object.class, List.of("sample"),
            Duration.class, List.of(Duration.ofSeconds(1)),
            List.class, List.of(List.of()),
            Map.class, List.of(Map.of())));

    void add(Class<?> type, List<?> values) {
        known.put(type, values);
    }

    /** All values of a type; empty if none is known. */
    List<?> all(Class<?> type) {
        return known.getOrDefault(type, List.of());
    }

    /** One value of a type. */
    Object one(Class<?> type) {
        List<?> values = all(type);
        if (!values.isEmpty()) {
            return values.get(0);
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isInterface() && !type.isSealed()) {
            return Proxy.newProxyInstance(
                    Samples.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                        throw new UnsupportedOperationException("sample of " + type.getSimpleName());
                    });
        }
        throw new IllegalArgumentException("no sample: type=" + type.getName() + "; name one");
    }
}
