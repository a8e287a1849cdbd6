package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

/** What becomes of the tests that need a peer where there is none. */
class GoPeerTest {

    @Test
    void isSkippedWithARemedyOnADevelopersMachine() {
        assertThatThrownBy(() -> GoPeer.missing("go is not installed", null))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("go is not installed; the test needs it: apt-get install golang-go");
    }

    @Test
    void failsInContinuousIntegration() {
        assertThat(GoPeer.missing("go is not installed", "true")).hasMessageContaining("apt-get install golang-go");
    }
}
