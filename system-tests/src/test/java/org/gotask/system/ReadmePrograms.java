package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The programs that the README or a document prints, compiled into a folder. */
final class ReadmePrograms {

    private static final Pattern PROGRAM =
            Pattern.compile("<!-- file: (\\w+\\.java) -->\\s*```java\\n(.*?)```", Pattern.DOTALL);
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    private final Path folder;
    private final List<String> names;

    private ReadmePrograms(Path folder, List<String> names) {
        this.folder = folder;
        this.names = names;
    }

    static String readme() throws IOException {
        return Files.readString(AppProcess.PROJECT.resolve("README.md"));
    }

    /** The files that the README prints, by name, in its order. */
    static Map<String, String> files() throws IOException {
        return files("README.md");
    }

    private static Map<String, String> files(String document) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        Matcher programs = PROGRAM.matcher(Files.readString(AppProcess.PROJECT.resolve(document)));
        while (programs.find()) {
            files.put(programs.group(1), programs.group(2));
        }
        return files;
    }

    /** Compiles all programs of the README as they are printed. */
    static ReadmePrograms compile(Path folder) throws IOException {
        return compile(folder, "README.md");
    }

    /** Compiles all programs of a document as they are printed. */
    static ReadmePrograms compile(Path folder, String document) throws IOException {
        List<String> names = new ArrayList<>();
        List<Path> sources = new ArrayList<>();
        for (Map.Entry<String, String> file : files(document).entrySet()) {
            Path source = folder.resolve(file.getKey());
            sources.add(Files.writeString(source, file.getValue()));
            names.add(file.getKey().replace(".java", ""));
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(
                            messages,
                            files,
                            null,
                            List.of("-proc:none", "-cp", CLASS_PATH, "-d", folder.toString()),
                            null,
                            files.getJavaFileObjectsFromPaths(sources))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
        return new ReadmePrograms(folder, names);
    }

    /** The names of the listed files, without {@code .java}. */
    List<String> names() {
        return names;
    }

    /** Starts a scheduler of the README with an executor of the README on a local cluster. */
    AppProcess start(String scheduler, String executor) throws IOException {
        return AppProcess.command(
                folder,
                List.of(
                        AppProcess.JAVA.toString(),
                        "-cp",
                        folder + System.getProperty("path.separator") + CLASS_PATH,
                        scheduler,
                        "--executor=" + jar(executor),
                        "--master=local[2]"));
    }

    /** A runnable jar of the compiled classes, which refers to the libraries where they are. */
    private Path jar(String main) throws IOException {
        Manifest manifest = new Manifest();
        Attributes attributes = manifest.getMainAttributes();
        attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        attributes.put(Attributes.Name.MAIN_CLASS, main);
        attributes.put(
                Attributes.Name.CLASS_PATH,
                Stream.of(CLASS_PATH.split(System.getProperty("path.separator"), -1))
                        .map(entry -> Path.of(entry).toUri().toString())
                        .collect(Collectors.joining(" ")));
        Path jar = folder.resolve(main + ".jar");
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(file, manifest);
                Stream<Path> classes = Files.list(folder)) {
            for (Path compiled :
                    classes.filter(path -> path.toString().endsWith(".class")).toList()) {
                entries.putNextEntry(new JarEntry(compiled.getFileName().toString()));
                Files.copy(compiled, entries);
            }
        }
        return jar;
    }
}
