package org.gotask.mesos.libprocess.wire;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.gotask.mesos.libprocess.wire.RequestHead.Framing;
import org.gotask.mesos.libprocess.wire.RequestHead.MessagePath;
import org.gotask.mesos.libprocess.wire.RequestHead.Target;
import org.gotask.mesos.libprocess.wire.RequestHead.ToPage;
import org.gotask.mesos.libprocess.wire.RequestHead.ToProcess;

/**
 * Parses the head of an HTTP/1 request and distinguishes libprocess messages from plain requests: a message is a POST
 * with a {@code Libprocess-From} header or a {@code User-Agent} that begins with {@code libprocess/}. Confined to one
 * thread, one instance per connection.
 *
 * <p>Stricter than Mesos where two parsers could disagree: one length only, no folded headers, no transfer coding but
 * chunked.
 */
public final class HeadParser {

    static final int MAX_HEADERS = 100;

    private static final String AGENT_PREFIX = "libprocess/";
    private static final String NOT_THIS_HOST = "Host is not this process";
    private static final String SCHEME = "http://";
    private static final String VERSION = "HTTP/1.";
    private static final int MAX_LENGTH_DIGITS = 18;

    private final ByteKeyCache<Sender> senders;
    private final ByteKeyCache<Boolean> hosts;
    private final ByteKeyCache<MessagePath> paths = new ByteKeyCache<>(16, HeadParser::messagePath);
    private final OwnHosts ownHosts;
    private final InetAddress local;

    private byte[] bytes = {};
    private int next;
    private int end;

    // the current line, without its terminator; the value of a header without surrounding blanks
    private int lineFrom;
    private int lineTo;
    private int nameTo;
    private int valueFrom;

    // values of the headers
    private boolean chunked;
    private boolean hasLength;
    private long length;
    private boolean close;
    private boolean awaitsContinue;
    private int senderFrom;
    private int senderTo;
    private int agentFrom;
    private int agentTo;
    private int hostFrom;
    private int hostTo;
    private int originFrom;
    private int originTo;

    /**
     * A parser for one connection.
     *
     * @param hosts the host names that requests to this messenger may use
     * @param local the local address of the connection
     */
    public HeadParser(Senders senders, OwnHosts hosts, InetAddress local) {
        this.senders = new ByteKeyCache<>(4, (bytes, from, to) -> senders.read(text(bytes, from, to)));
        this.hosts = new ByteKeyCache<>(4, (bytes, from, to) -> hosts.isOwn(text(bytes, from, to), local));
        this.ownHosts = hosts;
        this.local = local;
    }

    /** Parses the lines in {@code bytes[from, to)}, without the empty line that follows them. */
    RequestHead parse(byte[] bytes, int from, int to) throws MalformedRequestException {
        this.bytes = bytes;
        this.next = from;
        this.end = to;
        nextLine();
        int methodTo = find(' ', lineFrom, lineTo);
        int targetTo = find(' ', methodTo + 1, lineTo);
        if (methodTo == lineFrom || targetTo >= lineTo || targetTo == methodTo + 1) {
            throw new MalformedRequestException(400, "start line is not \"method target HTTP/1.1\"");
        }
        int targetFrom = methodTo + 1;
        int methodFrom = lineFrom;
        requireToken(methodFrom, methodTo);
        boolean old = version(targetTo + 1);
        int headers = next;
        readHeaders();
        if (chunked && (hasLength || old)) {
            throw new MalformedRequestException(
                    400, "Transfer-Encoding beside Content-Length or in an HTTP/1.0 request");
        }
        boolean message = senderTo >= 0 && equalsText("POST", methodFrom, methodTo);
        checkHost(message);
        Target target = message
                ? new ToProcess(senders.get(bytes, senderFrom, senderTo), paths.get(bytes, targetFrom, targetTo))
                : page(text(bytes, methodFrom, methodTo), text(bytes, targetFrom, targetTo), headers);
        return new RequestHead(target, new Framing(chunked, length, awaitsContinue && !old), close || old);
    }

    private void readHeaders() throws MalformedRequestException {
        chunked = false;
        hasLength = false;
        length = 0;
        close = false;
        awaitsContinue = false;
        senderTo = -1;
        agentTo = -1;
        hostTo = -1;
        originTo = -1;
        int count = 0;
        while (nextHeader()) {
            if (++count > MAX_HEADERS) {
                throw new MalformedRequestException(431, "more than " + MAX_HEADERS + " headers");
            }
            // the length of a name excludes most headers without a comparison
            switch (nameTo - lineFrom) {
                case 4 -> host();
                case 6 -> expectOrOrigin();
                case 10 -> connectionOrAgent();
                case 14 -> contentLength();
                case 15 -> sender();
                case 17 -> transferEncoding();
                default -> {}
            }
        }
        if (senderTo < 0 && agentTo >= 0) {
            senderFrom = agentFrom;
            senderTo = agentTo;
        }
    }

    private void host() throws MalformedRequestException {
        if (nameIs("host")) {
            if (hostTo >= 0) {
                throw new MalformedRequestException(400, "Host is repeated");
            }
            hostFrom = valueFrom;
            hostTo = lineTo;
        }
    }

    private void expectOrOrigin() throws MalformedRequestException {
        if (nameIs("expect")) {
            for (String expectation : FieldList.tokens(text(bytes, valueFrom, lineTo))) {
                if (!expectation.equals("100-continue")) {
                    throw new MalformedRequestException(417, "unknown Expect header");
                }
                awaitsContinue = true;
            }
        } else if (nameIs("origin")) {
            originFrom = valueFrom;
            originTo = lineTo;
        }
    }

    /**
     * Pages are served under the messenger's own names only, and to its own pages only. The {@code Host} of a message
     * is not checked, because it is the address that the sender knows, and a gateway may have changed it; but a message
     * with an {@code Origin} comes from a browser, and is refused.
     */
    private void checkHost(boolean message) throws MalformedRequestException {
        if (originTo >= 0 && (message || !isOwnOrigin())) {
            throw new MalformedRequestException(403, "page of a foreign origin");
        }
        if (!message && hostTo > hostFrom && !hosts.get(bytes, hostFrom, hostTo)) {
            throw new MalformedRequestException(421, NOT_THIS_HOST);
        }
    }

    private boolean isOwnOrigin() {
        return hostTo > hostFrom
                && (SCHEME + text(bytes, hostFrom, hostTo)).equalsIgnoreCase(text(bytes, originFrom, originTo));
    }

    private void connectionOrAgent() {
        if (nameIs("connection")) {
            close |= FieldList.tokens(text(bytes, valueFrom, lineTo)).contains("close");
        } else if (nameIs("user-agent")) {
            int prefixTo = valueFrom + AGENT_PREFIX.length();
            if (prefixTo <= lineTo && equalsText(AGENT_PREFIX, valueFrom, prefixTo)) {
                agentFrom = prefixTo;
                agentTo = lineTo;
            }
        }
    }

    private void contentLength() throws MalformedRequestException {
        if (!nameIs("content-length")) {
            return;
        }
        if (hasLength || valueFrom == lineTo || lineTo - valueFrom > MAX_LENGTH_DIGITS) {
            throw new MalformedRequestException(400, "Content-Length is repeated or not a number");
        }
        for (int i = valueFrom; i < lineTo; i++) {
            if (bytes[i] < '0' || bytes[i] > '9') {
                throw new MalformedRequestException(400, "Content-Length is repeated or not a number");
            }
            length = length * 10 + (bytes[i] - '0');
        }
        hasLength = true;
    }

    private void sender() {
        if (nameIs("libprocess-from")) {
            senderFrom = valueFrom;
            senderTo = lineTo;
        }
    }

    private void transferEncoding() throws MalformedRequestException {
        if (nameIs("transfer-encoding")) {
            if (chunked || !FieldList.tokens(text(bytes, valueFrom, lineTo)).equals(List.of("chunked"))) {
                throw new MalformedRequestException(501, "transfer coding other than chunked");
            }
            chunked = true;
        }
    }

    /** Whether the version is 1.0. A later minor version is treated as 1.1 (RFC 9110, 2.5). */
    private boolean version(int from) throws MalformedRequestException {
        int digit = lineTo - 1;
        if (digit - from == VERSION.length() && equalsText(VERSION, from, digit)) {
            if (bytes[digit] == '0') {
                return true;
            }
            if (bytes[digit] >= '1' && bytes[digit] <= '9') {
                return false;
            }
        }
        throw new MalformedRequestException(505, "start line does not end with HTTP/1.1 or HTTP/1.0");
    }

    private Target page(String method, String target, int headersFrom) throws MalformedRequestException {
        next = headersFrom;
        Map<String, String> headers = new LinkedHashMap<>();
        while (nextHeader()) {
            headers.put(text(bytes, lineFrom, nameTo).toLowerCase(Locale.ROOT), text(bytes, valueFrom, lineTo));
        }
        int pathFrom = pathFrom(target);
        if (pathFrom > 0 && !ownHosts.isOwn(target.substring(SCHEME.length(), pathFrom), local)) {
            throw new MalformedRequestException(421, NOT_THIS_HOST);
        }
        String pathAndQuery = pathFrom == target.length() ? "/" : target.substring(pathFrom);
        int mark = pathAndQuery.indexOf('?');
        String path = mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark);
        String query = mark < 0 ? "" : pathAndQuery.substring(mark + 1);
        return new ToPage(method, PercentEncoding.decode(path), query, headers);
    }

    /** Accepts the form {@code http://host/path} as well (RFC 9112, 3.2.2). */
    private static int pathFrom(String target) throws MalformedRequestException {
        if (target.startsWith("/") || target.equals("*")) {
            return 0;
        }
        if (target.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            int slash = target.indexOf('/', SCHEME.length());
            return slash < 0 ? target.length() : slash;
        }
        throw new MalformedRequestException(400, "target does not begin with a slash");
    }

    private static MessagePath messagePath(byte[] bytes, int from, int to) throws MalformedRequestException {
        String target = text(bytes, from, to);
        int mark = target.indexOf('?');
        String path = target.substring(pathFrom(target), mark < 0 ? target.length() : mark);
        int slash = path.indexOf('/', 1);
        if (slash < 0) {
            return new MessagePath(PercentEncoding.decode(path.isEmpty() ? "" : path.substring(1)), "");
        }
        return new MessagePath(PercentEncoding.decode(path.substring(1, slash)), path.substring(slash + 1));
    }

    private boolean nextHeader() throws MalformedRequestException {
        if (next >= end) {
            return false;
        }
        nextLine();
        nameTo = find(':', lineFrom, lineTo);
        if (nameTo == lineTo) {
            throw new MalformedRequestException(400, "header without a colon");
        }
        requireToken(lineFrom, nameTo);
        valueFrom = nameTo + 1;
        while (valueFrom < lineTo && isBlank(bytes[valueFrom])) {
            valueFrom++;
        }
        while (lineTo > valueFrom && isBlank(bytes[lineTo - 1])) {
            lineTo--;
        }
        return true;
    }

    private void nextLine() throws MalformedRequestException {
        lineFrom = next;
        int feed = find('\n', next, end);
        next = feed + 1;
        lineTo = feed > lineFrom && bytes[feed - 1] == '\r' ? feed - 1 : feed;
        for (int i = lineFrom; i < lineTo; i++) {
            if (bytes[i] >= 0 && bytes[i] < ' ' && bytes[i] != '\t') {
                throw new MalformedRequestException(400, "control character in the head");
            }
        }
    }

    /** Checks a name or method; also refuses folded headers, which begin with a blank. */
    private void requireToken(int from, int to) throws MalformedRequestException {
        boolean good = from < to;
        for (int i = from; i < to; i++) {
            good &= bytes[i] > ' ' && bytes[i] < 0x7f;
        }
        if (!good) {
            throw new MalformedRequestException(400, "method or header name is empty or not printable ASCII");
        }
    }

    private int find(char wanted, int from, int to) {
        int i = from;
        while (i < to && bytes[i] != wanted) {
            i++;
        }
        return Math.min(i, to);
    }

    private boolean nameIs(String lowerCaseName) {
        for (int i = 0; i < lowerCaseName.length(); i++) {
            byte b = bytes[lineFrom + i];
            if ((b >= 'A' && b <= 'Z' ? b + 32 : b) != lowerCaseName.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private boolean equalsText(String expected, int from, int to) {
        if (to - from != expected.length()) {
            return false;
        }
        for (int i = 0; i < expected.length(); i++) {
            if (bytes[from + i] != expected.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }
}
