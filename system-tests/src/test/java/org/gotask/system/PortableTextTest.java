package org.gotask.system;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.NumberFormat;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/**
 * No text depends on the locale, the time zone or the default charset of a JVM: in some locales the digits are not those
 * of ASCII and the lower-case letter of I is not i, and most texts are read by programs, if only by those of users.
 */
@AnalyzeClasses(packages = "org.gotask", importOptions = DoNotIncludeTests.class)
class PortableTextTest {

    @ArchTest
    static final ArchRule noTextDependsOnLocaleTimeZoneOrDefaultCharset = noClasses()
            .that()
            .resideOutsideOfPackages("org.gotask.system..", "org.gotask.testing..")
            .should()
            .accessTargetWhere(new DependsOnTheMachine());

    @Test
    void everyDependentCallIsFound() {
        List<String> found = details(Dependent.class);

        assertThat(Dependent.class.getDeclaredMethods()).isNotEmpty().allSatisfy(method -> {
            if (!method.isSynthetic()) {
                assertThat(found).anyMatch(line -> line.contains("$Dependent." + method.getName() + "("));
            }
        });
    }

    @Test
    void independentCallsAreNotFound() {
        assertThat(details(Independent.class)).isEmpty();
    }

    private static List<String> details(Class<?> type) {
        JavaClasses classes = new ClassFileImporter().importClasses(type);
        return noClasses()
                .should()
                .accessTargetWhere(new DependsOnTheMachine())
                .evaluate(classes)
                .getFailureReport()
                .getDetails();
    }

    /** One call in each method; never run. */
    @SuppressWarnings({"unused", "DefaultCharset", "StringCaseLocaleUsage", "JavaTimeDefaultTimeZone"})
    private static final class Dependent {

        String format(int number) {
            return String.format("%d", number);
        }

        String formatted(int number) {
            return "%d".formatted(number);
        }

        void printf(PrintStream out, int number) {
            out.printf("%d", number);
        }

        String lower(String text) {
            return text.toLowerCase();
        }

        UnaryOperator<String> upper() {
            return String::toUpperCase;
        }

        byte[] bytes(String text) {
            return text.getBytes();
        }

        String decoded(byte[] bytes) {
            return new String(bytes);
        }

        String decodedInPart(byte[] bytes) {
            return new String(bytes, 0, 1);
        }

        String decoded(ByteArrayOutputStream bytes) {
            return bytes.toString();
        }

        InputStreamReader reader(InputStream in) {
            return new InputStreamReader(in);
        }

        PrintWriter writer(OutputStream out) {
            return new PrintWriter(out, true);
        }

        Writer toProcess(Process process) {
            return process.outputWriter();
        }

        Charset charset() {
            return Charset.defaultCharset();
        }

        Locale locale() {
            return Locale.getDefault();
        }

        ZoneId zone() {
            return ZoneId.systemDefault();
        }

        LocalDateTime now() {
            return LocalDateTime.now();
        }

        DateTimeFormatter pattern() {
            return DateTimeFormatter.ofPattern("HH");
        }

        NumberFormat number() {
            return NumberFormat.getInstance();
        }
    }

    /** The same with everything named; never run. */
    @SuppressWarnings("unused")
    private static final class Independent {

        String format(int number) {
            return String.format(Locale.ROOT, "%d", number).toLowerCase(Locale.ROOT);
        }

        byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        String decoded(byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8) + new String(bytes, 0, 1, StandardCharsets.US_ASCII);
        }

        Writer writer(OutputStream out, Writer other) throws IOException {
            other.write(new InputStreamReader(InputStream.nullInputStream(), StandardCharsets.UTF_8).getEncoding());
            return new PrintWriter(new PrintWriter(out, true, StandardCharsets.UTF_8));
        }

        String time(Clock clock) {
            return DateTimeFormatter.ofPattern("HH", Locale.ROOT).format(LocalDateTime.now(clock));
        }
    }
}
