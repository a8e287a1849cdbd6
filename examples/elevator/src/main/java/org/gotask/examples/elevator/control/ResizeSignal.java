package org.gotask.examples.elevator.control;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * The signal {@code WINCH}, which a process receives when its terminal is resized. The JDK has no public API for
 * signals; {@code sun.misc.Signal} of the module {@code jdk.unsupported} is looked up at run time, because the compiler
 * warns about it.
 */
final class ResizeSignal {

    private ResizeSignal() {}

    /** Calls the action on each signal, in a new thread. Without the signal, as on Windows, it is never called. */
    static void onResize(Runnable action) {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            MethodHandle run = MethodHandles.lookup()
                    .findVirtual(Runnable.class, "run", MethodType.methodType(void.class))
                    .bindTo(action);
            Object calling =
                    MethodHandleProxies.asInterfaceInstance(handler, MethodHandles.dropArguments(run, 0, signal));
            Object winch = signal.getConstructor(String.class).newInstance("WINCH");
            signal.getMethod("handle", signal, handler).invoke(null, winch, calling);
        } catch (ReflectiveOperationException e) {
            // there is no such signal here; the picture keeps its size
        }
    }
}
