package org.gotask.scheduler.config;

import java.util.regex.Pattern;
import org.gotask.text.ForeignText;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words for a mistake in a command line that the library has found. Stateless. */
final class ParseProblem {

    /** The library adds the name of a type and an exception if it has no converter with words for users. */
    private static final Pattern CONVERSION = Pattern.compile("cannot convert ('.*') to .*", Pattern.DOTALL);

    private ParseProblem() {}

    /** The mistake in one line. */
    static String describe(Exception error) {
        String text = ForeignText.line(String.valueOf(error.getMessage()));
        if (error instanceof UnmatchedArgumentException && text.startsWith("Unknown option")) {
            return text + "; --help lists the options";
        }
        return error instanceof ParameterException ? CONVERSION.matcher(text).replaceFirst("$1 is malformed") : text;
    }
}
