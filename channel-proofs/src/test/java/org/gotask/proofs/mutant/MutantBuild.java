package org.gotask.proofs.mutant;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Compiles the channels with the fault of a mutant into a folder that shadows the right ones on a class path. */
final class MutantBuild {

    /** Where the sources are; the tests run in the folder of their module. */
    private static final Path SOURCES = Path.of("../gotask-api/src/main/java/org/gotask/channel");

    private MutantBuild() {}

    /**
     * Writes the class files.
     *
     * @throws AssertionError if the mutant does not fit the source, or does not compile
     */
    static void compile(Mutant mutant, Path classes) throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        boolean found = false;
        try (var files = Files.newDirectoryStream(SOURCES, "*.java")) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                String text = Files.readString(file);
                if (name.equals(mutant.file())) {
                    text = mutate(mutant, text);
                    found = true;
                }
                if (!name.equals("package-info.java")) {
                    sources.add(new Source(name, text));
                }
            }
        }
        if (!found) {
            throw new AssertionError("mutant fits no source: fault=" + mutant + ", file=" + mutant.file());
        }
        Files.createDirectories(classes);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        List<String> options = List.of(
                "-proc:none", "-nowarn", "-d", classes.toString(), "-classpath", System.getProperty("java.class.path"));
        if (!compiler.getTask(messages, null, null, options, null, sources).call()) {
            throw new AssertionError("mutant does not compile: fault=" + mutant + "\n" + messages);
        }
    }

    private static String mutate(Mutant mutant, String text) {
        int first = text.indexOf(mutant.right());
        if (first < 0 || text.indexOf(mutant.right(), first + 1) >= 0) {
            throw new AssertionError("mutant does not fit the source: fault=" + mutant + ", file=" + mutant.file()
                    + ", expected once: " + mutant.right());
        }
        return text.replace(mutant.right(), mutant.wrong());
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String name, String text) {
            super(URI.create("mutant:///org/gotask/channel/" + name), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
