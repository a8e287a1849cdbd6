package org.gotask.mesos.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.ProcessIds;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.testing.LongTexts;
import org.junit.jupiter.api.Test;

/** What a peer may send is read and shown in time that grows with its length only. */
class LongTextTest {

    @Test
    void lineIsCutAndPrintable() {
        LongTexts.all()
                .forEach(text -> assertThat(ForeignText.line(text))
                        .hasSizeLessThanOrEqualTo(ForeignText.MAX_CHARS + 1)
                        .matches(LongTexts::isPrintable));
    }

    @Test
    void addressesAreRead() {
        LongTexts.all().forEach(text -> {
            assertThat(Upid.find(text)).isEmpty();
            assertThat(Upid.find("master@" + text + ":5050")).isEmpty();
            assertThat(Upid.find("master@127.0.0.1:" + text)).isEmpty();
            assertThat(ProcessIds.printable(text)).isNotNull();
        });
    }

    @Test
    void reasonsAreRead() {
        LongTexts.all()
                .forEach(text ->
                        assertThat(NetworkReason.of(new IOException(text))).isNotNull());
    }
}
