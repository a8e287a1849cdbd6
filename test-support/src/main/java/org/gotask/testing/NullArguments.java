package org.gotask.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the public methods and constructors that accept null where they should refuse it. Each is called once for each
 * of its parameters, with null for this one and valid values for all others, in an interrupted thread, so that nothing
 * waits. A parameter that may be null is annotated {@code @Nullable}. For all others the call must throw a
 * {@link NullPointerException} whose message is the name of the parameter, or an {@link IllegalArgumentException} with
 * a message. A collection or array that contains null must be refused as well, by an exception of one of these types.
 *
 * <p>An interface that users implement makes no promise about the methods that they implement, see
 * {@link #implementedByUsers}. Confined to one thread.
 */
public final class NullArguments {

    private final List<Class<?>> types;
    private final Samples samples = new Samples();
    private final Set<Class<?>> implementedByUsers = new HashSet<>();
    private final List<String> offenders = new ArrayList<>();

    private NullArguments(List<Class<?>> types) {
        this.types = types;
    }

    /**
     * Selects the public types of the exported packages of a module.
     *
     * @param member a class of the module
     * @return a search without samples
     */
    public static NullArguments ofModuleOf(Class<?> member) {
        try {
            Path classes = Path.of(
                    member.getProtectionDomain().getCodeSource().getLocation().toURI());
            ModuleReference module =
                    ModuleFinder.of(classes).findAll().iterator().next();
            Set<String> exported = module.descriptor().exports().stream()
                    .map(ModuleDescriptor.Exports::source)
                    .collect(Collectors.toSet());
            try (ModuleReader reader = module.open();
                    Stream<String> files = reader.list()) {
                return of(files.filter(file -> file.endsWith(".class") && file.contains("/"))
                        .map(file -> file.substring(0, file.length() - ".class".length())
                                .replace('/', '.'))
                        .filter(name -> exported.contains(name.substring(0, name.lastIndexOf('.'))))
                        .filter(name -> !name.endsWith(".package-info"))
                        .<Class<?>>map(NullArguments::load)
                        .filter(NullArguments::isPublic)
                        .toList());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Selects types.
     *
     * @param types public types
     * @return a search without samples
     */
    public static NullArguments of(Collection<Class<?>> types) {
        return new NullArguments(List.copyOf(types));
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, false, NullArguments.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPublic(Class<?> type) {
        return Modifier.isPublic(type.getModifiers())
                && (type.getDeclaringClass() == null || isPublic(type.getDeclaringClass()));
    }

    /**
     * Sets values that are used as arguments, and whose methods are called. Not needed for an interface that is not
     * sealed, nor for a common type of the JDK.
     *
     * @param <T> the type
     * @param type the type of the values
     * @param values the first is used as an argument; the methods of all are called
     * @return this search
     */
    @SafeVarargs
    @SuppressWarnings("varargs") // only read
    public final <T> NullArguments sample(Class<T> type, T... values) {
        samples.add(type, Arrays.asList(values));
        return this;
    }

    /**
     * Omits the methods of interfaces that users implement; default methods are called if there is a sample.
     *
     * @param interfaces the interfaces
     * @return this search
     */
    public NullArguments implementedByUsers(Class<?>... interfaces) {
        implementedByUsers.addAll(Arrays.asList(interfaces));
        return this;
    }

    /**
     * Makes all calls.
     *
     * @return one line for each parameter that accepts null, and for each method for which a sample is missing
     */
    public List<String> offenders() {
        for (Class<?> type : types) {
            for (Constructor<?> constructor : type.getConstructors()) {
                check(constructor, List.of(type), (receiver, arguments) -> constructor.newInstance(arguments));
            }
            for (Method method : type.getDeclaredMethods()) {
                if (isPromised(type, method)) {
                    check(method, receivers(type, method), method::invoke);
                }
            }
        }
        return List.copyOf(offenders);
    }

    private boolean isPromised(Class<?> type, Method method) {
        boolean leftToUsers = implementedByUsers.contains(type)
                && !Modifier.isStatic(method.getModifiers())
                && (Modifier.isAbstract(method.getModifiers())
                        || samples.all(type).isEmpty());
        boolean madeByCompiler =
                method.isSynthetic() || (type.isEnum() && method.getName().equals("valueOf"));
        boolean isEquals = method.getName().equals("equals") && method.getParameterCount() == 1;
        return Modifier.isPublic(method.getModifiers()) && !leftToUsers && !madeByCompiler && !isEquals;
    }

    private List<?> receivers(Class<?> type, Method method) {
        return Modifier.isStatic(method.getModifiers()) ? List.of(type) : samples.all(type);
    }

    private void check(Executable executable, List<?> receivers, Call call) {
        if (Stream.of(executable.getParameterTypes()).allMatch(Class::isPrimitive)) {
            return;
        }
        if (receivers.isEmpty()) {
            offenders.add(executable.toGenericString() + ": no sample of the type to call it on");
        }
        for (Object receiver : receivers) {
            for (NullCase nullCase : NullCase.of(executable, samples)) {
                nullCase.problem(receiver, call).ifPresent(offenders::add);
            }
        }
    }

    /** Invokes a method or constructor. */
    @FunctionalInterface
    interface Call {
        Object invoke(Object receiver, Object[] arguments) throws ReflectiveOperationException;
    }
}
