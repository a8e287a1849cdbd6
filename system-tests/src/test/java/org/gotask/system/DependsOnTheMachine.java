package org.gotask.system;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Set;

/** Calls of the JDK, and references to its methods, whose result depends on the default locale, time zone or charset. */
final class DependsOnTheMachine extends DescribedPredicate<JavaAccess<?>> {

    private static final Set<String> FORMATS = Set.of("format", "formatted", "printf");
    private static final Set<String> FORMATTERS =
            Set.of("String", "Formatter", "PrintStream", "PrintWriter", "Console");

    /** Dependent without an argument. */
    private static final Set<String> WITHOUT_ARGUMENT = Set.of(
            "String.toLowerCase",
            "String.toUpperCase",
            "String.getBytes",
            "ByteArrayOutputStream.toString",
            "Process.inputReader",
            "Process.errorReader",
            "Process.outputWriter",
            "Date.toString",
            "Charset.defaultCharset",
            "Locale.getDefault",
            "TimeZone.getDefault",
            "ZoneId.systemDefault",
            "Clock.systemDefaultZone",
            "LocalDate.now",
            "LocalTime.now",
            "LocalDateTime.now",
            "OffsetDateTime.now",
            "ZonedDateTime.now",
            "DateTimeFormatterBuilder.toFormatter",
            "Calendar.getInstance",
            "Collator.getInstance");

    /** Dependent unless an argument is a locale or says as much. */
    private static final Set<String> WITHOUT_LOCALE = Set.of(
            "DateTimeFormatter.ofPattern",
            "DateTimeFormatter.ofLocalizedDate",
            "DateTimeFormatter.ofLocalizedTime",
            "DateTimeFormatter.ofLocalizedDateTime",
            "NumberFormat.getInstance",
            "NumberFormat.getNumberInstance",
            "NumberFormat.getIntegerInstance",
            "NumberFormat.getPercentInstance",
            "NumberFormat.getCurrencyInstance",
            "NumberFormat.getCompactNumberInstance",
            "DecimalFormat.<init>",
            "SimpleDateFormat.<init>",
            "MessageFormat.<init>",
            "MessageFormat.format");

    private static final Set<String> LOCALES = Set.of("Locale", "DecimalFormatSymbols", "DateFormatSymbols");

    /** Their constructors depend on the charset if they have bytes or a file, and no charset, among their arguments. */
    private static final Set<String> CODERS = Set.of(
            "InputStreamReader",
            "OutputStreamWriter",
            "FileReader",
            "FileWriter",
            "PrintStream",
            "PrintWriter",
            "Scanner",
            "Formatter");

    private static final Set<String> CHARSETS = Set.of("Charset", "CharsetEncoder", "CharsetDecoder");

    DependsOnTheMachine() {
        super("it depends on the default locale, time zone or charset");
    }

    @Override
    public boolean test(JavaAccess<?> access) {
        if (!(access.getTarget() instanceof CodeUnitAccessTarget target)
                || !target.getOwner().getPackageName().startsWith("java.")) {
            return false;
        }
        String owner = target.getOwner().getSimpleName();
        String call = owner + "." + target.getName();
        List<String> arguments = target.getRawParameterTypes().stream()
                .map(JavaClass::getSimpleName)
                .toList();
        if (FORMATTERS.contains(owner) && FORMATS.contains(target.getName())) {
            return !arguments.contains("Locale");
        }
        if (call.equals("String.<init>")) {
            return arguments.contains("byte[]") && arguments.stream().noneMatch(Set.of("Charset", "String")::contains);
        }
        return (WITHOUT_ARGUMENT.contains(call) && arguments.isEmpty())
                || (WITHOUT_LOCALE.contains(call) && arguments.stream().noneMatch(LOCALES::contains))
                || (call.endsWith(".<init>") && CODERS.contains(owner) && decodes(arguments));
    }

    /** A second text among the arguments is the name of a charset. */
    private static boolean decodes(List<String> arguments) {
        boolean bytes = arguments.stream()
                .anyMatch(Set.of("InputStream", "OutputStream", "File", "Path", "String", "FileDescriptor")::contains);
        boolean named = arguments.indexOf("String") > 0;
        return bytes && !named && arguments.stream().noneMatch(CHARSETS::contains);
    }
}
