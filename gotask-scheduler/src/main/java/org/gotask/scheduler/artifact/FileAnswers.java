package org.gotask.scheduler.artifact;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The responses to requests for the file. Immutable. */
final class FileAnswers {

    private static final String BAD_REQUEST = "400 Bad Request";
    private static final String NOT_FOUND = "404 Not Found";
    private static final String METHOD_NOT_ALLOWED = "405 Method Not Allowed";
    private static final String MISDIRECTED = "421 Misdirected Request";
    private static final String TOO_LONG = "431 Request Header Fields Too Large";
    private static final String OVERWRITTEN = "500 Internal Server Error";

    private final ServedFile file;
    private final URI uri;

    /** A response; each begins with a complete head. */
    sealed interface Answer {

        /** Without content, for anything but the file. */
        record Refusal(String head) implements Answer {}

        /** Without content, as requested. */
        record Head(String head) implements Answer {}

        /** The file follows. */
        record Content(String head, long length) implements Answer {}

        /** Without content, because that of the file is lost. */
        record Overwritten(String head, String problem) implements Answer {}
    }

    /** @param uri the location at which the file is published */
    FileAnswers(ServedFile file, URI uri) {
        this.file = file;
        this.uri = uri;
    }

    ServedFile file() {
        return file;
    }

    /** The response to a request whose head exceeds the limit. */
    static Answer toLongHead() {
        return refusal(TOO_LONG);
    }

    /**
     * The response to a request.
     *
     * @param head the head of the request, including the empty line at its end
     */
    Answer to(String head) {
        String[] lines = head.split("\r?\n", -1);
        String[] words = lines[0].split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            return refusal(BAD_REQUEST);
        }
        List<String> hosts = values(lines, "host");
        if (hosts.size() > 1) {
            return refusal(BAD_REQUEST);
        }
        if (hosts.stream().anyMatch(host -> !isOwn(host))) {
            return refusal(MISDIRECTED);
        }
        if (!isFile(words[1])) {
            return refusal(NOT_FOUND);
        }
        return switch (words[0]) {
            case "GET" -> found(true);
            case "HEAD" -> found(false);
            default -> refusal(METHOD_NOT_ALLOWED, "Allow: GET, HEAD\r\n");
        };
    }

    private Answer found(boolean withContent) {
        Optional<String> overwritten = file.overwritten();
        if (overwritten.isPresent()) {
            return new Answer.Overwritten(head(OVERWRITTEN, 0, ""), overwritten.get());
        }
        long length = file.lengthBytes();
        String head = head("200 OK", length, "Content-Type: application/octet-stream\r\n");
        return withContent ? new Answer.Content(head, length) : new Answer.Head(head);
    }

    private static Answer refusal(String status) {
        return refusal(status, "");
    }

    private static Answer refusal(String status, String fields) {
        return new Answer.Refusal(head(status, 0, fields));
    }

    private static String head(String status, long length, String fields) {
        return "HTTP/1.1 " + status + "\r\nConnection: close\r\nContent-Length: " + length + "\r\n" + fields + "\r\n";
    }

    private static List<String> values(String[] lines, String name) {
        List<String> values = new ArrayList<>();
        for (int i = 1; i < lines.length && !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(':');
            if (colon > 0 && lines[i].substring(0, colon).equalsIgnoreCase(name)) {
                values.add(lines[i].substring(colon + 1).strip());
            }
        }
        return values;
    }

    /** The owner of a name can make it resolve to this machine. Ports are not compared, because tunnels change them. */
    private boolean isOwn(String header) {
        int colon = header.startsWith("[") ? header.indexOf(':', header.indexOf(']')) : header.indexOf(':');
        String host = (colon < 0 ? header : header.substring(0, colon)).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || host.equals(uri.getHost().toLowerCase(Locale.ROOT))
                || host.matches("[0-9]{1,3}(\\.[0-9]{1,3}){3}")
                || host.matches("\\[[0-9a-f:.]+\\]");
    }

    private boolean isFile(String target) {
        try {
            return uri.getPath().equals(new URI(target).getPath());
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
