package org.gotask.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.gotask.mesos.libprocess.Upid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PagesFileTest {

    private static final List<Upid> PROCESSES =
            List.of(new Upid("master-x", "127.0.0.1", 1), new Upid("slave-0-y", "127.0.0.1", 2));

    @TempDir
    Path folder;

    @Test
    void holdsTheAddressOfEachPageForItsOwnerOnly() throws Exception {
        PagesFile pages = PagesFile.write(folder, PROCESSES);

        assertThat(pages.path())
                .isEqualTo(folder.resolve("pages-" + ProcessHandle.current().pid()));
        assertThat(Files.readAllLines(pages.path()))
                .containsExactly("http://127.0.0.1:1/master-x/state", "http://127.0.0.1:2/slave-0-y/state");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(pages.path())))
                .isEqualTo("rw-------");
        pages.close();
        assertThat(folder).isEmptyDirectory();
    }

    /** Catches a file that is written through a symbolic link that another user has put in its place. */
    @Test
    void doesNotFollowALinkThatIsThereAlready() throws Exception {
        Path victim = Files.writeString(folder.resolve("victim"), "precious");
        Path link = folder.resolve("pages-" + ProcessHandle.current().pid());
        Files.createSymbolicLink(link, victim);

        PagesFile.write(folder, PROCESSES);

        assertThat(victim).hasContent("precious");
        assertThat(Files.isSymbolicLink(link)).isFalse();
    }
}
