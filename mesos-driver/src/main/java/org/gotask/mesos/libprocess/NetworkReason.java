package org.gotask.mesos.libprocess;

import java.io.EOFException;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.file.FileSystemException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The one wording for the reasons why a network operation fails. The JDK words the same reason differently from version to
 * version, between sockets and channels, and between platform and virtual threads; log lines and errors use this wording
 * instead. Stateless.
 */
public final class NetworkReason {

    static final String REFUSED = "connection refused";
    private static final String RESET = "connection reset";
    private static final String CLOSED = "connection closed";
    private static final String TIMED_OUT = "timed out";
    private static final String UNREACHABLE = "host unreachable";
    static final String IN_USE = "address in use";
    static final String NOT_LOCAL = "address not of this machine";
    private static final String NOT_BOUND = "address cannot be bound";
    private static final String UNKNOWN_HOST = "unknown host";

    /** For what the JDK and the operating system put into exceptions of a general class. The first match counts. */
    private static final List<Wording> WORDINGS = List.of(
            new Wording("timed out", TIMED_OUT),
            new Wording("connection refused", REFUSED),
            new Wording("unreachable", UNREACHABLE),
            new Wording("no route to host", UNREACHABLE),
            new Wording("host is down", UNREACHABLE),
            new Wording("connection reset", RESET),
            // the same event: the peer has reset the connection, seen by a later write
            new Wording("broken pipe", RESET),
            new Wording("connection abort", RESET),
            new Wording("socket closed", CLOSED),
            new Wording("socket is closed", CLOSED),
            new Wording("end of file", CLOSED),
            new Wording("received no bytes", CLOSED),
            new Wording("already in use", IN_USE),
            new Wording("cannot assign", NOT_LOCAL),
            new Wording("can't assign", NOT_LOCAL));

    private NetworkReason() {}

    /**
     * Words the reason of a failure in one line: {@code connection refused}, {@code connection reset},
     * {@code connection closed}, {@code timed out}, {@code host unreachable}, {@code unknown host},
     * {@code host without an IPv4 address}, {@code address in use}, {@code address not of this machine},
     * {@code address cannot be bound} or {@code interrupted}. Any other failure keeps the first line of its own message.
     */
    public static String of(IOException failure) {
        Throwable speaker = firstWithMessage(failure);
        String known = byClass(speaker);
        if (known == null) {
            known = byText(speaker);
        }
        return known == null ? ownWords(speaker) : known;
    }

    /** Clients of HTTP wrap what happened into exceptions of the same class without a message. */
    private static Throwable firstWithMessage(Throwable failure) {
        Throwable speaker = failure;
        while (speaker.getMessage() == null && isWrapper(speaker) && speaker.getCause() != null) {
            speaker = speaker.getCause();
        }
        return speaker;
    }

    private static boolean isWrapper(Throwable failure) {
        return failure.getClass() == IOException.class
                || (failure instanceof ConnectException && !(failure.getCause() instanceof ClosedChannelException));
    }

    private static @Nullable String byClass(Throwable failure) {
        return switch (failure) {
            case UnknownHostException unknown -> startsWith(unknown, Ipv4.NO_ADDRESS) ? Ipv4.NO_ADDRESS : UNKNOWN_HOST;
            case UnresolvedAddressException unknown -> UNKNOWN_HOST;
            case SocketTimeoutException late -> TIMED_OUT;
            case NoRouteToHostException unreachable -> UNREACHABLE;
            // a connect that the system gave up is one of these too
            case ConnectException refused -> mentions(refused, TIMED_OUT) ? TIMED_OUT : REFUSED;
            case ClosedByInterruptException interrupted -> "interrupted";
            case ClosedChannelException closed -> CLOSED;
            case EOFException ended -> CLOSED;
            default -> null;
        };
    }

    private static @Nullable String byText(Throwable failure) {
        if (failure instanceof FileSystemException) {
            return null;
        }
        return WORDINGS.stream()
                .filter(wording -> mentions(failure, wording.text))
                .map(Wording::reason)
                .findFirst()
                .orElse(failure instanceof BindException ? NOT_BOUND : null);
    }

    private static boolean mentions(Throwable failure, String text) {
        String message = failure.getMessage();
        return message != null && message.toLowerCase(Locale.ROOT).contains(text);
    }

    private static boolean startsWith(Throwable failure, String text) {
        String message = failure.getMessage();
        return message != null && message.startsWith(text);
    }

    private static String ownWords(Throwable failure) {
        String message = failure.getMessage();
        String first = message == null ? "" : message.lines().findFirst().orElse("");
        String name = failure.getClass().getSimpleName();
        if (first.isEmpty()) {
            return name;
        }
        // the message of such a one is nothing but the path
        return failure instanceof FileSystemException ? name + ": " + first : first;
    }

    private record Wording(String text, String reason) {}
}
