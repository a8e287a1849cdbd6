package org.gotask;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor.Exports;
import java.lang.module.ModuleFinder;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Programs see the API; parts for other modules of GoTask are exported to these by name, so that Javadoc omits them. */
class ExportsTest {

    @Test
    void programsSeeThePackagesOfTheApiOnly() throws Exception {
        Path classes = Path.of(TaskMsg.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());

        assertThat(ModuleFinder.of(classes)
                        .find("org.gotask.api")
                        .orElseThrow()
                        .descriptor()
                        .exports())
                .filteredOn(exports -> !exports.isQualified())
                .extracting(Exports::source)
                .containsExactlyInAnyOrder("org.gotask", "org.gotask.channel", "org.gotask.scope");
    }
}
