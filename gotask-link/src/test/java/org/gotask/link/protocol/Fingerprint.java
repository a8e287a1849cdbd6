package org.gotask.link.protocol;

import java.lang.reflect.Array;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.zip.CRC32C;
import org.gotask.TaskMsg;
import org.jspecify.annotations.Nullable;

/** The contents of an object, and of all objects of this package that it refers to, as text; times relative to now. */
final class Fingerprint {

    private final long now;
    private final StringBuilder text = new StringBuilder();
    private final IdentityHashMap<Object, Integer> seen = new IdentityHashMap<>();

    private Fingerprint(long now) {
        this.now = now;
    }

    static String of(Object object, long now) {
        Fingerprint fingerprint = new Fingerprint(now);
        fingerprint.append(object);
        return fingerprint.text.toString();
    }

    /** Very many are made. */
    static long hash(byte[] bytes) {
        CRC32C hash = new CRC32C();
        hash.update(bytes);
        return hash.getValue() << 32 | bytes.length;
    }

    private void append(@Nullable Object value) {
        switch (value) {
            case null -> text.append('-');
            case Number number -> text.append(number).append(' ');
            case Boolean flag -> text.append(flag ? 'y' : 'n');
            case String string -> text.append(string);
            case Enum<?> constant -> text.append(constant.name());
            case TaskMsg message -> text.append(message.sizeBytes()).append('m');
            case Collection<?> collection -> {
                text.append('[');
                collection.forEach(this::append);
                text.append(']');
            }
            case Map<?, ?> map -> {
                text.append('{');
                map.forEach((key, element) -> {
                    append(key);
                    append(element);
                });
                text.append('}');
            }
            case Map.Entry<?, ?> entry -> append(entry.getValue());
            default -> appendObject(value);
        }
    }

    private void appendObject(Object value) {
        if (value.getClass().isArray()) {
            if (value instanceof byte[] bytes) {
                text.append(hash(bytes)).append('b');
                return;
            }
            for (int i = 0; i < Array.getLength(value); i++) {
                append(Array.get(value, i));
            }
            return;
        }
        Integer before = seen.putIfAbsent(value, seen.size());
        if (before != null) {
            text.append('#').append(before);
            return;
        }
        if (value instanceof LinkSettings
                || value instanceof EngineCounters
                || !value.getClass().getPackage().equals(Fingerprint.class.getPackage())
                || value.getClass().isHidden()) {
            return;
        }
        text.append('(');
        for (Field field : value.getClass().getDeclaredFields()) {
            if (!Modifier.isStatic(field.getModifiers())) {
                appendField(field, value);
            }
        }
        text.append(')');
    }

    private void appendField(Field field, Object owner) {
        try {
            field.setAccessible(true);
            Object value = field.get(owner);
            if (field.getName().endsWith("Nanos")
                    && value instanceof Long time
                    && time != LinkEngine.NEVER
                    && time > 1_000_000_000_000L) {
                value = time - now;
            }
            append(value);
            text.append(';');
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }
}
