package org.gotask.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class DialectTest {

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void isKnownByItsAnnouncement(Dialect dialect) {
        assertThat(Dialect.announcedBy(dialect.announcement())).isEqualTo(dialect);
    }

    @Test
    void takesSilenceAndTheUnknownForMesosgot() {
        assertThat(Dialect.announcedBy(new byte[0])).isEqualTo(Dialect.MESOSGOT);
        assertThat(Dialect.announcedBy("gotask-link/plain-9".getBytes(UTF_8))).isEqualTo(Dialect.MESOSGOT);
    }
}
