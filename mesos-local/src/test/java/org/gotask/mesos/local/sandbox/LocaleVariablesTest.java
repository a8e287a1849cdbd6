package org.gotask.mesos.local.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LocaleVariablesTest {

    @Test
    void passesOnWhatSelectsTheLocaleAndNothingElse() {
        var environment = Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C.UTF-8", "LC_CTYPE", "", "HOME", "/home/someone");

        assertThat(LocaleVariables.of(environment::get))
                .containsExactlyInAnyOrderEntriesOf(Map.of("LANG", "de_DE.UTF-8", "LC_ALL", "C.UTF-8"));
    }
}
