package org.gotask.mesos.libprocess.inbound;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.gotask.mesos.libprocess.HttpResponse;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.libprocess.address.PeerAddress;
import org.gotask.mesos.libprocess.threads.Deadlines;
import org.gotask.mesos.libprocess.wire.HeadParser;
import org.gotask.mesos.libprocess.wire.InboundLimits;
import org.gotask.mesos.libprocess.wire.MalformedRequestException;
import org.gotask.mesos.libprocess.wire.MemoryAccount;
import org.gotask.mesos.libprocess.wire.Request;
import org.gotask.mesos.libprocess.wire.RequestHead;
import org.gotask.mesos.libprocess.wire.RequestHead.ToPage;
import org.gotask.mesos.libprocess.wire.RequestHead.ToProcess;
import org.gotask.mesos.libprocess.wire.RequestParser;
import org.gotask.mesos.libprocess.wire.ResponseEncoder;
import org.gotask.mesos.libprocess.wire.Senders;
import org.gotask.mesos.log.RateLimitedLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one incoming connection, on one thread, until the other side closes it or sends something other than HTTP.
 *
 * <p>All messages of one read are answered with one write and then delivered in order: a response means only that the
 * message arrived, and a peer such as mesos-go waits for it before it sends the next message. An idle connection is
 * never closed, because peers would take that for the end of this process. A peer may close its connection without
 * reading the responses, as Mesos does with temporary connections; its messages are delivered nevertheless.
 *
 * <p>A connection belongs to a stranger until it delivers a message to an existing process from the address of a known
 * peer. A request that is refused because of its head is answered before its body arrives; the body is then read and
 * discarded.
 */
final class InboundConnection implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(InboundConnection.class);

    private static final Duration REFUSAL_LINGER = Duration.ofSeconds(1);

    private final Socket socket;
    private final InboundContext context;
    private final RateLimitedLogger peersLog;
    private final MemoryAccount memory;
    private final RequestParser parser;
    private final Answers answers;
    private final Progress reading;

    private final Deque<Request> arrived = new ArrayDeque<>();
    /** Whether the current request was answered before its body. */
    private boolean answeredEarly;
    /** Whether one of the strangers' turns is held. */
    private boolean inTurn;

    private volatile boolean stranger = true;
    private volatile boolean overdue;

    InboundConnection(Socket socket, InboundContext context) {
        this.socket = socket;
        this.context = context;
        peersLog = context.log();
        memory = new MemoryAccount(context.memory());
        reading = new Progress(context.limits().bytesPerSecond());
        answers = new Answers(socket, context.limits().bytesPerSecond());
        Senders senders = new Senders(socket.getInetAddress(), context.matchRequired());
        HeadParser heads = new HeadParser(senders, context.hosts(), socket.getLocalAddress());
        parser = new RequestParser(heads, context.limits(), memory, this::keepsBody);
    }

    @Override
    public void run() {
        try (socket;
                memory) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            serve(socket.getInputStream());
        } catch (IOException e) {
            log.debug("connection of {} broke: {}", peer(), NetworkReason.of(e));
        }
    }

    /** Closes the connection. Called by other threads. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing the connection of {} failed: {}", peer(), NetworkReason.of(e));
        }
    }

    /** True until a peer's message has arrived. Thread-safe. */
    boolean isStranger() {
        return stranger;
    }

    /**
     * Closes the connection if the other side is too slow with a request, or with reading a response. Called by another
     * thread.
     */
    void checkProgress(long nowNanos) {
        InboundLimits limits = context.limits();
        long patience = (stranger ? limits.strangersPatience() : limits.peersPatience()).toNanos();
        if (answers.isOverdue(nowNanos, patience)) {
            peersLog.warn(
                    "slow",
                    "connection closed, the peer does not read responses: peer=" + peer() + ", seconds="
                            + Duration.ofNanos(patience).toSeconds());
            close();
        } else if (!overdue && reading.isOverdue(nowNanos, patience)) {
            overdue = true;
            try {
                // the connection's thread sees the end of the stream and logs the reason
                socket.shutdownInput();
            } catch (IOException e) {
                close();
            }
        }
    }

    private void serve(InputStream in) throws IOException {
        boolean open = true;
        try {
            while (open && read(in)) {
                open = takeRequests();
                finishMessages();
                if (open && parser.takeContinueWanted()) {
                    answers.write(ResponseEncoder.CONTINUE);
                }
            }
            if (overdue) {
                throw new MalformedRequestException(408, "request not complete in time");
            }
        } catch (MalformedRequestException malformed) {
            finishMessages();
            refuse(malformed, in);
            return;
        }
        if (open && parser.isWithinRequest()) {
            log.debug("connection of {} ended within a request", peer());
        }
    }

    private boolean read(InputStream in) throws IOException, MalformedRequestException {
        parser.rest();
        memory.settle();
        if (!parser.isWithinRequest()) {
            return parser.fill(in) >= 0;
        }
        reading.waits(System.nanoTime());
        int count = parser.fill(in);
        reading.moved(System.nanoTime(), Math.max(0, count));
        return count >= 0;
    }

    /** Handles all complete requests; false if the connection ends after them. */
    private boolean takeRequests() throws MalformedRequestException {
        for (Request request = next(); request != null; request = next()) {
            reading.restart();
            boolean last = request.head().last();
            if (!answeredEarly) {
                switch (request.head().target()) {
                    case ToProcess unused -> {
                        answers.add(ResponseEncoder.ACCEPTED);
                        arrived.add(request);
                    }
                    case ToPage page -> {
                        finishMessages();
                        answer(page, last);
                    }
                }
            }
            answeredEarly = false;
            if (last) {
                return false;
            }
        }
        return true;
    }

    /**
     * The next complete request. Strangers take turns in parsing; a turn ends before anything that may block on the
     * peer.
     */
    private @Nullable Request next() throws MalformedRequestException {
        answers.flushIfMany();
        if (!stranger) {
            return parser.next();
        }
        context.turns().acquireUninterruptibly();
        inTurn = true;
        try {
            return parser.next();
        } finally {
            endTurn();
        }
    }

    private void endTurn() {
        if (inTurn) {
            inTurn = false;
            context.turns().release();
        }
    }

    /** Decides about a request when its head has arrived. */
    private boolean keepsBody(RequestHead head) {
        return switch (head.target()) {
            case ToProcess message -> takesMessage(message);
            case ToPage page -> {
                Optional<HttpResponse> refusal = context.router().refusal(page);
                if (refusal.isPresent()) {
                    answerEarly(ResponseEncoder.whole(refusal.get(), head.last(), page.method()));
                }
                yield false;
            }
        };
    }

    private boolean takesMessage(ToProcess message) {
        if (!message.sender().believable()) {
            peersLog.warn(
                    "sender",
                    "message refused, it does not come from its sender's address: from="
                            + message.from().map(Upid::toString).orElse("nobody") + ", peer=" + peer()
                            + "; where peers connect from other addresses than they publish, set "
                            + "LIBPROCESS_REQUIRE_PEER_ADDRESS_IP_MATCH=false");
            answerEarly(ResponseEncoder.SENDER_ELSEWHERE);
            return false;
        }
        if (!context.router().hasProcess(message.address().id())) {
            answerEarly(ResponseEncoder.NO_SUCH_PROCESS);
            return false;
        }
        if (stranger && isOfPeer(message)) {
            memory.becomePeer();
            stranger = false;
            endTurn(); // a peer's body may wait for memory
        }
        return true;
    }

    private boolean isOfPeer(ToProcess message) {
        return message.from()
                .filter(from -> context.peers().test(new PeerAddress(from.host(), from.port())))
                .isPresent();
    }

    private void answerEarly(byte[] answer) {
        answers.add(answer);
        answeredEarly = true;
    }

    private void finishMessages() {
        answers.flush();
        for (Request request = arrived.poll(); request != null; request = arrived.poll()) {
            if (request.head().target() instanceof ToProcess message) {
                context.router().deliver(message.from(), message.address(), request.body());
                forgetInterrupt();
            }
        }
        parser.releaseHandled();
    }

    private void answer(ToPage page, boolean last) {
        context.pages().acquireUninterruptibly();
        HttpResponse response;
        try {
            response = context.router().answer(page);
        } finally {
            context.pages().release();
        }
        forgetInterrupt();
        int bytes = response.body().size();
        if (!memory.tryUse(bytes)) {
            response = HttpResponse.text(503, "503 Service Unavailable.");
            bytes = 0;
        }
        answers.write(ResponseEncoder.head(response, last));
        if (!page.method().equals("HEAD")) {
            answers.write(response.body());
        }
        memory.release(bytes);
    }

    /** Clears an interrupt that a handler left behind, which would close the socket at the next read. */
    private static void forgetInterrupt() {
        Thread.interrupted();
    }

    private void refuse(MalformedRequestException malformed, InputStream in) throws IOException {
        peersLog.warn(
                "refused", "request refused, connection closed: peer=" + peer() + ", reason=" + malformed.getMessage());
        if (!answeredEarly) {
            answers.write(ResponseEncoder.refusal(malformed));
        }
        // closing with unread bytes would reset the connection before the peer has read the response
        socket.shutdownOutput();
        long deadline = Deadlines.after(REFUSAL_LINGER);
        byte[] waste = new byte[1024];
        long left = REFUSAL_LINGER.toMillis();
        while (left > 0) {
            socket.setSoTimeout((int) left);
            if (in.read(waste) < 0) {
                return;
            }
            left = Deadlines.until(deadline).toMillis();
        }
    }

    /** Address and port of the other end. */
    String peer() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }
}
