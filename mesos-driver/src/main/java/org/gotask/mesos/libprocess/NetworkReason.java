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
import org.gotask.mesos.libprocess.address.Ipv4;
import org.gotask.mesos.text.FileReason;
import org.jspecify.annotations.Nullable;

/**
 * A uniform wording for the reason of a failed network operation. The wording of the JDK differs between versions,
 * between sockets and channels, and between platform and virtual threads. Stateless.
 */
public final class NetworkReason {

    public static final String REFUSED = "connection refused";
    public static final String RESET = "connection reset";
    private static final String CLOSED = "connection closed";
    private static final String TIMED_OUT = "timed out";
    private static final String UNREACHABLE = "host unreachable";
    public static final String IN_USE = "address in use";
    public static final String NOT_LOCAL = "address not of this machine";
    private static final String NOT_BOUND = "address cannot be bound";
    private static final String UNKNOWN_HOST = "unknown host";

    /** Texts of the JDK and of operating systems in exceptions of general classes. The first match counts. */
    private static final List<Wording> WORDINGS = List.of(
            new Wording("timed out", TIMED_OUT),
            new Wording("connection refused", REFUSED),
            new Wording("unreachable", UNREACHABLE),
            new Wording("no route to host", UNREACHABLE),
            new Wording("host is down", UNREACHABLE),
            new Wording("connection reset", RESET),
            // the peer has reset the connection, detected by a later write
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
     * Words the reason of a failure in one line: {@code connection refused}, {@code connection reset}, {@code
     * connection closed}, {@code timed out}, {@code host unreachable}, {@code unknown host}, {@code host without an
     * IPv4 address}, {@code address in use}, {@code address not of this machine}, {@code address cannot be bound} or
     * {@code interrupted}. Any other failure keeps the first line of its own message.
     */
    public static String of(IOException failure) {
        Throwable speaker = firstWithMessage(failure);
        String known = byClass(speaker);
        if (known == null) {
            known = byText(speaker);
        }
        return known == null ? ownWords(speaker) : known;
    }

    /** HTTP clients wrap an exception into another of the same class, without a message. */
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
            // also a connection attempt that the operating system gave up
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
        return failure instanceof FileSystemException file ? FileReason.withPath(file) : first;
    }

    private record Wording(String text, String reason) {}
}
