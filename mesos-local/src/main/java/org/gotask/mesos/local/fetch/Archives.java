package org.gotask.mesos.local.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks fetched archives, whose format is determined by the extension. */
final class Archives {

    private static final List<String> TARS = List.of(".tar", ".tgz", ".tar.gz", ".tbz2", ".tar.bz2", ".txz", ".tar.xz");

    private Archives() {}

    /**
     * Unpacks an archive into a directory; ignores other files. Keeps the archive.
     *
     * @throws IOException if the archive is damaged or reaches outside the directory, or its tool is missing on this
     *     machine
     * @throws InterruptedException if the thread is interrupted
     */
    static void extract(Path file, Path directory) throws IOException, InterruptedException {
        String name = file.getFileName().toString();
        if (TARS.stream().anyMatch(name::endsWith)) {
            untar(file, directory);
        } else if (name.endsWith(".zip")) {
            unzip(file, directory);
        } else if (name.endsWith(".gz") && name.length() > ".gz".length()) {
            String plain = name.substring(0, name.length() - ".gz".length());
            try (InputStream in = new GZIPInputStream(Files.newInputStream(file))) {
                Files.copy(in, directory.resolve(plain), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private static void unzip(Path file, Path directory) throws IOException {
        try (var zip = new ZipInputStream(Files.newInputStream(file))) {
            boolean empty = true;
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                empty = false;
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException("archive entry reaches outside the sandbox: " + entry.getName());
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(zip, target, StandardCopyOption.REPLACE_EXISTING);
                }
            }
            if (empty) {
                throw new IOException("not a zip archive");
            }
        }
    }

    /** GNU and BSD tar detect the compression and refuse paths that lead outside. */
    private static void untar(Path file, Path directory) throws IOException, InterruptedException {
        Process tar;
        try {
            tar = new ProcessBuilder("tar", "-C", directory.toString(), "-xf", file.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException("the program tar, which unpacks it, cannot be started", e);
        }
        try {
            tar.getOutputStream().close();
            var output = new String(tar.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = tar.waitFor();
            if (status != 0) {
                throw new IOException("tar: exit status " + status + ": "
                        + output.lines().findFirst().orElse(""));
            }
        } finally {
            tar.destroyForcibly();
        }
    }
}
