package org.gotask.mesos.libprocess.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.gotask.mesos.libprocess.HttpResponse;

/** Encodes HTTP responses. Stateless. */
public final class ResponseEncoder {

    public static final byte[] ACCEPTED = ascii("HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
    public static final byte[] CONTINUE = ascii("HTTP/1.1 100 Continue\r\n\r\n");
    public static final byte[] NO_SUCH_PROCESS =
            ascii("HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 14\r\n\r\n"
                    + "404 Not Found.");
    public static final byte[] SENDER_ELSEWHERE =
            ascii("HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 52\r\n\r\n"
                    + "The message does not come from its sender's address.");

    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private ResponseEncoder() {}

    /** The head with Date and Content-Length; {@code last} announces that the connection ends. */
    public static byte[] head(HttpResponse response, boolean last) {
        StringBuilder head = new StringBuilder(256)
                .append("HTTP/1.1 ")
                .append(response.status())
                .append(' ')
                .append(reason(response.status()))
                .append("\r\nDate: ")
                .append(DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
        for (Map.Entry<String, String> header : response.headers().entrySet()) {
            if (!isFraming(header.getKey())) {
                head.append("\r\n").append(clean(header.getKey())).append(": ").append(clean(header.getValue()));
            }
        }
        if (last) {
            head.append("\r\nConnection: close");
        }
        head.append("\r\nContent-Length: ").append(response.body().size()).append("\r\n\r\n");
        return head.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The response to a malformed request; the connection ends with it. */
    public static byte[] refusal(MalformedRequestException malformed) {
        return whole(HttpResponse.text(malformed.status(), malformed.getMessage() + "."), true, "GET");
    }

    /** Head and body, or the head alone after a request with {@code HEAD}. */
    public static byte[] whole(HttpResponse response, boolean last, String method) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        whole.writeBytes(head(response, last));
        if (!method.equals("HEAD")) {
            whole.writeBytes(response.body().toByteArray());
        }
        return whole.toByteArray();
    }

    private static boolean isFraming(String header) {
        return header.equalsIgnoreCase("Content-Length")
                || header.equalsIgnoreCase("Date")
                || header.equalsIgnoreCase("Connection")
                || header.equalsIgnoreCase("Transfer-Encoding");
    }

    /** Removes line breaks, which would begin another header. */
    private static String clean(String text) {
        return text.replace('\r', ' ').replace('\n', ' ');
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String reason(int status) {
        return switch (status) {
            case 200 -> "OK";
            case 201 -> "Created";
            case 202 -> "Accepted";
            case 204 -> "No Content";
            case 301 -> "Moved Permanently";
            case 302 -> "Found";
            case 304 -> "Not Modified";
            case 307 -> "Temporary Redirect";
            case 400 -> "Bad Request";
            case 401 -> "Unauthorized";
            case 403 -> "Forbidden";
            case 404 -> "Not Found";
            case 405 -> "Method Not Allowed";
            case 406 -> "Not Acceptable";
            case 408 -> "Request Timeout";
            case 409 -> "Conflict";
            case 413 -> "Content Too Large";
            case 415 -> "Unsupported Media Type";
            case 417 -> "Expectation Failed";
            case 421 -> "Misdirected Request";
            case 431 -> "Request Header Fields Too Large";
            case 500 -> "Internal Server Error";
            case 501 -> "Not Implemented";
            case 503 -> "Service Unavailable";
            case 505 -> "HTTP Version Not Supported";
            default -> "Status " + status;
        };
    }
}
