package org.gotask.mesos.detector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.gotask.mesos.proto.MasterInfo;
import org.gotask.testing.PipeReadOnce;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code file:///path} is replaced by the contents of the file. */
class FileDetectorProviderTest {

    @TempDir
    Path folder;

    private int pipes;

    private String file(String content) throws IOException {
        return "file://" + Files.writeString(folder.resolve("master"), content);
    }

    @ParameterizedTest
    @ValueSource(strings = {"m1:5050", "\n  master@m1:5050\r\n"})
    void fileHoldsTheMaster(String content) throws IOException {
        String specification = file(content);

        assertThat(MasterDetectors.create(specification)).isInstanceOf(StandaloneDetector.class);
        assertThat(MasterDetectors.contacts(specification))
                .containsExactly(InetSocketAddress.createUnresolved("m1", 5050));
    }

    @Test
    void fileIsReadAnewEachTime() throws IOException {
        String specification = file("m1:5050");
        MasterDetectors.check(specification);
        file("m2:5050");

        assertThat(MasterDetectors.contacts(specification))
                .containsExactly(InetSocketAddress.createUnresolved("m2", 5050));
    }

    /** A pipe has the specification for the first reader only. */
    @Test
    void eachMethodReadsTheFileOnce() throws Exception {
        assertThat(MasterDetectors.create(pipe("m1:5050"))).isInstanceOf(StandaloneDetector.class);
        assertThat(MasterDetectors.contacts(pipe("m1:5050"))).hasSize(1);
        assertThat(MasterDetectors.resolve(pipe(" m1:5050\n"))).isEqualTo("m1:5050");
        assertThatThrownBy(() -> MasterDetectors.contender(pipe("m1:5050"), MasterInfo.getDefaultInstance()))
                .hasMessageStartingWith("masters of this form are not elected");
    }

    private String pipe(String content) throws Exception {
        return "file://" + PipeReadOnce.create(folder.resolve("pipe-" + pipes++), content);
    }

    @Test
    void otherSpecificationsAreResolvedToThemselves() {
        assertThat(MasterDetectors.resolve(" m1:5050 ")).isEqualTo("m1:5050");
    }

    @Test
    void mistakeInTheFileIsFoundWhenItIsResolved() throws IOException {
        String specification = file("m1");

        assertThatThrownBy(() -> MasterDetectors.resolve(specification))
                .hasMessageStartingWith("master has no port: master=m1, ")
                .hasMessageEndingWith("; read from " + specification);
    }

    @Test
    void byteOrderMarkIsNamed() throws IOException {
        String specification = file("\uFEFFm1:5050\n");

        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "master file begins with a byte order mark: master=" + specification + "; save it without one");
    }

    @Test
    void mistakeInTheFileIsExplainedWithItsName() throws IOException {
        String specification = file("m1");

        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master has no port: master=m1, ")
                .hasMessageEndingWith("; read from " + specification);
    }

    @Test
    void emptyFileIsExplained() throws IOException {
        String specification = file("");

        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .hasMessage("master file contains no master: master=" + specification
                        + ", expected one line such as host:port");
    }

    @Test
    void fileThatIsSomethingElseIsNotShown() throws IOException {
        String lines = file("root:hush:0\nuser:hush:1\n");

        assertThatThrownBy(() -> MasterDetectors.create(lines))
                .hasMessageStartingWith("master file contains no master")
                .hasMessageNotContaining("hush");

        String large = file("x".repeat(100_000));
        assertThatThrownBy(() -> MasterDetectors.create(large))
                .hasMessageStartingWith("master file contains no master");
    }

    @Test
    void fileThatNamesFileIsRefused() throws IOException {
        String specification = file("file:///etc/mesos/zk");

        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .hasMessage("master file refers to another file: master=" + specification
                        + ", expected the address of the master in it");
    }

    @Test
    void missingFileIsNamed() {
        String specification = "file://" + folder.resolve("none");

        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("master file does not exist: master=" + specification);
        assertThatThrownBy(() -> MasterDetectors.create("file://" + folder))
                .hasMessageStartingWith("master file cannot be read: master=file://" + folder + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file://", "file://relative/path", "file://\0"})
    void pathHasToBeAbsolute(String specification) {
        assertThatThrownBy(() -> MasterDetectors.create(specification))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("master file has no absolute path: ");
    }
}
