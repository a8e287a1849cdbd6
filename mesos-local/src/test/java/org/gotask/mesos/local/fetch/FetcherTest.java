package org.gotask.mesos.local.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.http.HttpMessenger;
import org.gotask.mesos.proto.CommandInfo;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetcherTest {

    @TempDir
    Path directory;

    private final Fetcher fetcher = new Fetcher();
    private final HttpMessenger server = new HttpMessenger(MessengerConfig.loopback());
    private Path sandbox;
    private Path files;
    private String url;

    @BeforeEach
    void serve() throws Exception {
        sandbox = Files.createDirectory(directory.resolve("sandbox"));
        files = Files.createDirectory(directory.resolve("files"));
        server.start();
        server.serve("/app.jar", request -> new HttpResponse(200, Map.of(), ByteString.copyFromUtf8("the jar")));
        server.serve("/moved", request -> new HttpResponse(307, Map.of("Location", "/app.jar"), ByteString.EMPTY));
        server.serve("/broken", request -> HttpResponse.text(500, "no"));
        url = "http://127.0.0.1:" + server.upid("x").port();
    }

    @AfterEach
    void stop() {
        fetcher.close();
        server.close();
    }

    @Test
    void downloadsUnderTheLastPartOfTheName() throws Exception {
        fetch(uri(url + "/app.jar"));

        assertThat(sandbox.resolve("app.jar")).hasContent("the jar");
        assertThat(mode("app.jar")).isEqualTo("rw-------");
    }

    @Test
    void followsRedirectsAndKeepsQueriesInTheName() throws Exception {
        fetch(uri(url + "/moved?x=1"));

        assertThat(sandbox.resolve("moved?x=1")).hasContent("the jar");
    }

    @Test
    void makesExecutableAndDoesNotUnpackThen() throws Exception {
        Path archive = zip("tool.zip", "inside", "x");

        fetch(uri(archive.toString()).setExecutable(true));

        assertThat(mode("tool.zip")).isEqualTo("rwx------");
        assertThat(sandbox.resolve("inside")).doesNotExist();
    }

    @Test
    void copiesFilesWithTheirMode() throws Exception {
        Path script = Files.writeString(files.resolve("run.sh"), "#!/bin/sh");
        assertThat(script.toFile().setExecutable(true)).isTrue();

        fetch(uri("file://" + script), uri("file://localhost" + script).setOutputFile("bin/other.sh"));

        assertThat(sandbox.resolve("run.sh")).hasContent("#!/bin/sh").isExecutable();
        assertThat(sandbox.resolve("bin/other.sh")).isExecutable();
    }

    /** A process that starts while the file is being written must not have it open when it is to run. */
    @Test
    void programRunsWhileOtherProcessesStart() throws Exception {
        byte[] script = Arrays.copyOf("#!/bin/sh\nexit 0\n".getBytes(StandardCharsets.US_ASCII), 1 << 20);
        Arrays.fill(script, 17, script.length, (byte) '#');
        Path source = Files.write(files.resolve("run.sh"), script);
        AtomicBoolean ended = new AtomicBoolean();
        List<Thread> starting = IntStream.range(0, 2)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    while (!ended.get()) {
                        startAndEnd();
                    }
                }))
                .toList();

        try {
            for (int i = 0; i < 50; i++) {
                fetch(uri(source.toString()).setOutputFile("run" + i).setExecutable(true));
                run(sandbox.resolve("run" + i).toString());
            }
        } finally {
            ended.set(true);
            for (Thread thread : starting) {
                thread.join();
            }
        }
        try (Stream<Path> left = Files.list(sandbox)) {
            assertThat(left).hasSize(50);
        }
    }

    private static void startAndEnd() {
        try {
            new ProcessBuilder("true").start().waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void unpacksArchivesIntoTheSandbox() throws Exception {
        zip("a.zip", "dir/from-zip", "zipped");
        Files.writeString(files.resolve("from-tar"), "tarred");
        run("tar", "-C", files.toString(), "-czf", files.resolve("b.tar.gz").toString(), "from-tar");
        var gzipped = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(gzipped)) {
            gzip.write("gzipped".getBytes(StandardCharsets.UTF_8));
        }
        Files.write(files.resolve("c.txt.gz"), gzipped.toByteArray());

        fetch(
                uri(files.resolve("a.zip").toString()),
                uri(files.resolve("b.tar.gz").toString()),
                uri(files.resolve("c.txt.gz").toString()));

        assertThat(sandbox.resolve("dir/from-zip")).hasContent("zipped");
        assertThat(sandbox.resolve("from-tar")).hasContent("tarred");
        assertThat(sandbox.resolve("c.txt")).hasContent("gzipped");
        assertThat(sandbox.resolve("a.zip")).exists();
    }

    @Test
    void leavesArchivesWholeIfAskedTo() throws Exception {
        fetch(uri(zip("a.zip", "inside", "x").toString()).setExtract(false));

        assertThat(sandbox.resolve("inside")).doesNotExist();
    }

    @Test
    void writesNothingOutsideTheSandbox() throws Exception {
        Path archive = zip("evil.zip", "../evil", "x");

        assertThatThrownBy(() -> fetch(uri(archive.toString())))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("archive entry reaches outside the sandbox: ../evil");
        assertThat(directory.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {url}/missing      | uri={url}/missing, the server answered 404
            {url}/broken       | uri={url}/broken, the server answered 500
            http://127.0.0.1:1/x | uri=http://127.0.0.1:1/x, connection refused
            http://127.0.0.1   | uri=http://127.0.0.1, it names no file
            http://127.0.0.1/  | uri=http://127.0.0.1/, it names no file
            http://a b/c       | uri=http://a b/c, malformed
            relative/file      | uri=relative/file, expected an absolute path
            file://relative/x  | uri=file://relative/x, expected an absolute path
            /no/such/file      | uri=/no/such/file, no such file
            /tmp               | uri=/tmp, expected a file, found a directory
            hdfs://host/file   | uri=hdfs://host/file, scheme hdfs is not supported here
            /a\\b              | uri=/a\\b, it must not contain
            """)
    void tellsInOneLineWhatCannotBeFetched(String uri, String message) {
        assertThatThrownBy(() -> fetch(uri(uri.replace("{url}", url))))
                .isInstanceOf(FetchException.class)
                .hasMessageStartingWith(message.replace("{url}", url))
                .message()
                .hasLineCount(1);
    }

    @ParameterizedTest
    @CsvSource({"/etc/x", "../x", "a/../../x", "''", "."})
    void refusesOutputFilesThatLeadOutside(String outputFile) {
        assertThatThrownBy(() -> fetch(uri(url + "/app.jar").setOutputFile(outputFile)))
                .isInstanceOf(FetchException.class)
                .hasMessageContaining("output_file=" + outputFile);
    }

    @Test
    void tellsOfADamagedArchive() throws Exception {
        Path archive = Files.writeString(files.resolve("bad.tgz"), "no archive");
        Path zip = Files.writeString(files.resolve("bad.zip"), "no archive");

        assertThatThrownBy(() -> fetch(uri(archive.toString()))).hasMessageContaining("tar: exit status 2");
        assertThatThrownBy(() -> fetch(uri(zip.toString()))).hasMessageContaining("not a zip archive");
    }

    private void fetch(CommandInfo.URI.Builder... uris) throws Exception {
        var command = CommandInfo.newBuilder();
        List.of(uris).forEach(command::addUris);
        fetcher.fetch(command.build(), sandbox);
    }

    private static CommandInfo.URI.Builder uri(String value) {
        return CommandInfo.URI.newBuilder().setValue(value);
    }

    private Path zip(String name, String entry, String content) throws Exception {
        Path archive = files.resolve(name);
        try (var zip = new ZipOutputStream(Files.newOutputStream(archive))) {
            zip.putNextEntry(new ZipEntry(entry));
            zip.write(content.getBytes(StandardCharsets.UTF_8));
        }
        return archive;
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    private String mode(String file) throws Exception {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(sandbox.resolve(file)));
    }
}
