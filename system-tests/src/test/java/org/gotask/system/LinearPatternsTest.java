package org.gotask.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each regular expression of the code that is shipped, and of the configurations of its log, takes steps in proportion to
 * the length of the text, whatever the text is. The steps are counted, so that the speed of the machine does not matter.
 */
class LinearPatternsTest {

    /** A use of an expression, in the source as one literal; {@code ShellWords.split} takes no expression. */
    private static final Pattern USE = Pattern.compile(
            "(Pattern\\.compile|\\.matches|\\.replaceAll|\\.replaceFirst|(?<!ShellWords)\\.split)\\((?!\\))"
                    + "(\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*(?=[,)]))?+");

    private static final Pattern LOGGED = Pattern.compile("replace\\([^)]*\\)\\{'([^']*)'");

    /** Files with an expression that is not one literal; each is a fixed text, quoted. */
    private static final Set<String> OTHERS = Set.of("AbandonedDirectories.java", "ChildProcess.java");

    private static final List<String> NOT_SHIPPED =
            List.of("benchmarks", "channel-proofs", "system-tests", "test-support");

    private static final String ALPHABET = " \t\n\r\0\u001b\u009b\u2028\u202e019azAZ_-.:,^=[]{}%@/'\"+\u00e9";
    private static final List<String> BEGINNINGS = List.of("", "a", "0", "0.", "local", "local[", "local{");
    private static final List<String> ENDS = List.of("", "!", "\0");

    private static final int SHORT = 600;
    private static final int LONG = 1 << 20;
    private static final int STEPS_PER_CHARACTER = 30;

    private record Use(String file, String expression, boolean searches) {}

    @Test
    void everyExpressionIsLinear() throws IOException {
        List<Use> uses = uses();
        assertThat(uses).as("expressions found").hasSizeGreaterThan(20);

        for (Use use : uses) {
            shortTexts()
                    .forEach(text -> assertThat(excess(use, text))
                            .as("%s: \"%s\" on a text such as \"%s\"", use.file(), use.expression(), shown(text))
                            .isEmpty());
        }
    }

    @Test
    void everyExpressionReadsAMebibyte() throws IOException {
        for (Use use : uses()) {
            for (String part : List.of(" ", "a", "0", "\n", "a ", "0.", ",=")) {
                String text = part.repeat(LONG / part.length()) + "!";
                assertThat(excess(use, text))
                        .as("%s: \"%s\" on \"%s\"", use.file(), use.expression(), shown(text))
                        .isEmpty();
            }
        }
    }

    @Test
    void quadraticExpressionsAreFound() {
        for (String expression : List.of(" +\n", "\\s+$", "0+$", "[ \t]*\\R[ \t]*")) {
            Use use = new Use("none", expression, true);

            assertThat(shortTexts().anyMatch(text -> excess(use, text).isPresent()))
                    .as(expression)
                    .isTrue();
        }
    }

    /** What is too much, if the expression takes too many steps for the text. */
    private static Optional<String> excess(Use use, String text) {
        Counted counted = new Counted(text);
        Matcher matcher = Pattern.compile(use.expression()).matcher(counted);
        try {
            if (use.searches()) {
                while (matcher.find()) {
                    // counted by the text
                }
            } else {
                matcher.matches();
            }
            return Optional.empty();
        } catch (TooManySteps e) {
            return Optional.of("more than " + STEPS_PER_CHARACTER + " steps for each character");
        } catch (StackOverflowError e) {
            return Optional.of("a step on the stack for each character");
        }
    }

    private static Stream<String> shortTexts() {
        return ALPHABET.chars()
                .boxed()
                .flatMap(first -> ALPHABET.chars()
                        .mapToObj(second -> "" + (char) first.intValue() + (char) second)
                        .flatMap(pair -> variants(pair.repeat(SHORT / 2), pair.charAt(0) == pair.charAt(1))));
    }

    private static Stream<String> variants(String middle, boolean all) {
        return all
                ? BEGINNINGS.stream().flatMap(beginning -> ENDS.stream().map(end -> beginning + middle + end))
                : Stream.of(middle, middle + "!");
    }

    private static String shown(String text) {
        return text.substring(0, 12).chars().mapToObj("%04x "::formatted).reduce("", String::concat);
    }

    private static List<Use> uses() throws IOException {
        List<Use> uses = new ArrayList<>();
        Set<String> unknown = new TreeSet<>();
        for (Path file : sources(".java")) {
            String source = Files.readString(file);
            Matcher use = USE.matcher(source);
            while (use.find()) {
                if (use.group(3) == null) {
                    unknown.add(file.getFileName().toString());
                } else {
                    boolean whole = use.group(1).equals(".matches")
                            || (use.group(1).equals("Pattern.compile") && !source.contains(".find("));
                    uses.add(new Use(
                            AppProcess.PROJECT.relativize(file).toString(),
                            use.group(3).translateEscapes(),
                            !whole));
                }
            }
        }
        for (Path file : sources("logback.xml")) {
            Matcher logged = LOGGED.matcher(Files.readString(file));
            while (logged.find()) {
                uses.add(new Use(AppProcess.PROJECT.relativize(file).toString(), logged.group(1), true));
            }
        }
        assertThat(unknown)
                .as("write an expression as one literal, so that it can be found")
                .isEqualTo(new TreeSet<>(OTHERS));
        return uses;
    }

    /** Only the folders of sources are searched: others change while modules are built. */
    private static List<Path> sources(String ending) throws IOException {
        List<Path> sources = new ArrayList<>();
        for (Path module : modules()) {
            for (String folder : List.of("src/main", "src/app")) {
                if (Files.isDirectory(module.resolve(folder))) {
                    try (Stream<Path> files = Files.walk(module.resolve(folder))) {
                        files.filter(file -> file.toString().endsWith(ending)).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static List<Path> modules() throws IOException {
        try (Stream<Path> poms = Files.find(AppProcess.PROJECT, 3, (file, attributes) -> file.endsWith("pom.xml"))) {
            return poms.map(Path::getParent)
                    .filter(folder -> !NOT_SHIPPED.contains(folder.getFileName().toString()))
                    .toList();
        }
    }

    /** A text that counts how often its characters are read. */
    private static final class Counted implements CharSequence {

        private final String text;
        private final long most;
        private long steps;

        Counted(String text) {
            this.text = text;
            most = (long) STEPS_PER_CHARACTER * text.length();
        }

        @Override
        public char charAt(int index) {
            if (++steps > most) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManySteps extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManySteps() {
            super(null, null, false, false);
        }
    }
}
