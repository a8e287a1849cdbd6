package org.gotask.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GoTask as a named module; all other tests run on the class path. */
class ModulePathTest {

    @Test
    void engineIsFoundOnTheModulePath() throws Exception {
        ClassLoader loader = loaderOfModule("org.gotask.executor");
        Class<?> executorClass = loader.loadClass("org.gotask.executor.GoTaskExecutor");
        Class<?> functionClass = loader.loadClass("org.gotask.TaskFunction");
        assertThat(executorClass.getModule().isNamed()).isTrue();
        Object function = Proxy.newProxyInstance(loader, new Class<?>[] {functionClass}, (proxy, method, args) -> "");

        Object executor = executorClass.getConstructor().newInstance();
        executorClass.getMethod("registerTaskFunc", String.class, functionClass).invoke(executor, "worker", function);
        Object outcome = executorClass.getMethod("run").invoke(executor);

        assertThat((String) outcome.getClass().getMethod("message").invoke(outcome))
                .startsWith("this program is started by a Mesos agent; run the scheduler instead: ");
    }

    private static ClassLoader loaderOfModule(String name) {
        Path[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .toArray(Path[]::new);
        Configuration modules = ModuleLayer.boot()
                .configuration()
                .resolve(ModuleFinder.of(path), ModuleFinder.of(), Set.of(name, "ch.qos.logback.classic"));
        return ModuleLayer.boot()
                .defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader())
                .findLoader(name);
    }
}
