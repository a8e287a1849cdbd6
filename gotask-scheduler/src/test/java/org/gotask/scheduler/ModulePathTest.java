package org.gotask.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** GoTask as a named module; all other tests run on the class path. */
class ModulePathTest {

    @Test
    void engineIsFoundOnTheModulePath() throws Exception {
        ClassLoader loader = loaderOfModule("org.gotask.scheduler");
        Class<?> configClass = loader.loadClass("org.gotask.scheduler.SchedulerConfig");
        Class<?> schedulerClass = loader.loadClass("org.gotask.scheduler.GoTaskScheduler");
        assertThat(configClass.getModule().isNamed()).isTrue();
        Object config = configClass
                .getMethod("fromArgs", String[].class, Object[].class)
                .invoke(null, new String[] {"--help"}, new Object[0]);

        Object scheduler = schedulerClass.getConstructor(configClass).newInstance(config);
        Object run = schedulerClass.getMethod("start").invoke(scheduler);
        Object outcome =
                ((CompletableFuture<?>) run.getClass().getMethod("outcome").invoke(run)).get(1, TimeUnit.MINUTES);

        assertThat((String) outcome.getClass().getMethod("message").invoke(outcome))
                .contains("--role", "--mesos-authentication-principal");
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
