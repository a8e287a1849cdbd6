package org.gotask.testing;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.Array;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Parameter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One call with one null argument.
 *
 * @param executable the method or constructor
 * @param parameter the parameter that is null
 * @param arguments the arguments of the call
 * @param inside true if the null is an element of the argument
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record NullCase(
        Executable executable,
        Parameter parameter,
        @Nullable Object[] arguments,
        boolean inside) {

    /** All calls with one null that a method must refuse. */
    static List<NullCase> of(Executable executable, Samples samples) {
        List<NullCase> cases = new ArrayList<>();
        Parameter[] parameters = executable.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            if (!parameters[i].getType().isPrimitive() && !mayBeNull(parameters[i].getAnnotatedType())) {
                cases.add(of(executable, samples, i, null, false));
                for (Object withNull : withNullInside(parameters[i].getType())) {
                    cases.add(of(executable, samples, i, withNull, true));
                }
            }
        }
        return cases;
    }

    private static NullCase of(
            Executable executable, Samples samples, int index, @Nullable Object argument, boolean inside) {
        @Nullable
        Object[] arguments =
                Stream.of(executable.getParameterTypes()).map(samples::one).toArray();
        arguments[index] = argument;
        return new NullCase(executable, executable.getParameters()[index], arguments, inside);
    }

    private static boolean mayBeNull(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class)
                || (type instanceof AnnotatedTypeVariable variable
                        && Arrays.stream(variable.getAnnotatedBounds()).anyMatch(NullCase::mayBeNull));
    }

    private static List<Object> withNullInside(Class<?> type) {
        if (type.equals(List.class)) {
            return List.of(Collections.singletonList(null));
        }
        if (type.equals(Map.class)) {
            return List.of(Collections.singletonMap(null, null), Collections.singletonMap("name", null));
        }
        return type.isArray() && !type.getComponentType().isPrimitive()
                ? List.of(Array.newInstance(type.getComponentType(), 1))
                : List.of();
    }

    /** Makes the call, and returns the problem if it does not refuse the null properly. */
    Optional<String> problem(Object receiver, NullArguments.Call call) {
        Thread.currentThread().interrupt(); // nothing waits
        try {
            call.invoke(receiver, arguments);
            return Optional.of(this + " was accepted");
        } catch (InvocationTargetException e) {
            return isClear(e.getCause()) ? Optional.empty() : Optional.of(this + " threw " + e.getCause());
        } catch (ReflectiveOperationException e) {
            return Optional.of(this + " cannot be called: " + e);
        } finally {
            Thread.interrupted();
        }
    }

    private boolean isClear(@Nullable Throwable thrown) {
        return switch (thrown) {
            case NullPointerException e -> inside || parameter.getName().equals(e.getMessage());
            case IllegalArgumentException e -> e.getMessage() != null;
            case null, default -> false;
        };
    }

    @Override
    public String toString() {
        return executable.getDeclaringClass().getSimpleName() + "." + executable.getName() + ": null "
                + (inside ? "in " : "as ") + parameter.getName() + " of "
                + executable.getParameterCount() + " parameters";
    }
}
