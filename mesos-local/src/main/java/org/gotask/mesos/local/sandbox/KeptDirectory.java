package org.gotask.mesos.local.sandbox;

import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.local.files.PrivateFiles;

/**
 * A temporary work directory that was kept at the end of its cluster, because its run had failed and the output of the
 * tasks explains why. A file in it marks it. Later clusters remove the oldest ones, so that their number and total size
 * are bounded.
 *
 * @param name the name of the directory
 * @param since when it was kept, in milliseconds since 1970
 * @param bytes the size of its files
 */
record KeptDirectory(Path name, long since, long bytes) {

    /** The name of the file that marks a directory as kept. */
    static final String MARK = "kept";

    /** The directories that remain when a cluster starts; its own one may follow. */
    static final int MAX_COUNT = 4;

    /** The size of the directories that remain when a cluster starts. */
    static final long MAX_BYTES = 1L << 30;

    /** Marks a directory. */
    static void mark(Path directory) throws IOException {
        PrivateFiles.createFile(directory.resolve(MARK));
    }

    /** Reads an open directory; empty if it is not marked. */
    static Optional<KeptDirectory> read(Path name, SecureDirectoryStream<Path> directory) throws IOException {
        BasicFileAttributes mark;
        try {
            mark = directory
                    .getFileAttributeView(Path.of(MARK), BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                    .readAttributes();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        return mark.isRegularFile()
                ? Optional.of(new KeptDirectory(name, mark.lastModifiedTime().toMillis(), FileTree.size(directory)))
                : Optional.empty();
    }

    /** The directories beyond the limits: all but the latest ones. */
    static List<KeptDirectory> beyondLimits(List<KeptDirectory> kept) {
        List<KeptDirectory> latestFirst = new ArrayList<>(kept);
        latestFirst.sort(Comparator.comparingLong(KeptDirectory::since).reversed());
        List<KeptDirectory> beyond = new ArrayList<>();
        int count = 0;
        long bytes = 0;
        for (KeptDirectory directory : latestFirst) {
            if (count < MAX_COUNT && bytes + directory.bytes() <= MAX_BYTES) {
                count++;
                bytes += directory.bytes();
            } else {
                beyond.add(directory);
            }
        }
        return beyond;
    }
}
