package org.gotask.mesos.libprocess;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.gotask.mesos.libprocess.RequestHead.ToPage;
import org.gotask.mesos.libprocess.RequestHead.ToProcess;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one connection that somebody opened, on one thread, until the other side ends it or sends what is no HTTP.
 *
 * <p>All messages that one read brought are answered with one write and only then delivered, in order: an answer says no more
 * than "arrived", and a peer like mesos-go sends nothing more before it has it. A connection is never closed for being idle,
 * because that would look like the death of this process. A peer that ends its connection without reading the answers, as
 * Mesos does with its temporary ones, loses no message by that.
 *
 * <p>A connection is a stranger's until it brings a message for a process that is here, from an address that this messenger
 * talks to. What is refused by its head alone is answered before its body, which is then read and dropped.
 */
final class InboundConnection implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(InboundConnection.class);

    private static final Duration REFUSAL_LINGER = Duration.ofSeconds(1);

    private final Socket socket;
    private final InboundContext context;
    private final LimitedLog peersLog;
    private final MemoryAccount memory;
    private final RequestParser parser;
    private final Answers answers;
    private final Progress reading;

    private final Deque<Request> arrived = new ArrayDeque<>();
    /** Whether the request that is being read was answered by its head. */
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

    /** Ends the connection from another thread. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing the connection of {} failed: {}", peer(), NetworkReason.of(e));
        }
    }

    /** Whether it has brought nothing of a peer's yet. Any thread may ask. */
    boolean isStranger() {
        return stranger;
    }

    /** Ends the connection if the other side takes too long over a request or an answer. Called from another thread. */
    void checkProgress(long nowNanos) {
        InboundLimits limits = context.limits();
        long patience = (stranger ? limits.strangersPatience() : limits.peersPatience()).toNanos();
        if (answers.isOverdue(nowNanos, patience)) {
            peersLog.warn(
                    "slow",
                    "connection closed, the peer takes no answer: peer=" + peer() + ", seconds="
                            + Duration.ofNanos(patience).toSeconds());
            close();
        } else if (!overdue && reading.isOverdue(nowNanos, patience)) {
            overdue = true;
            try {
                // its own thread finds the stream at its end and says why
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
                throw new MalformedRequestException(408, "request is not whole in time");
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

    /** Takes all whole requests; false when the connection shall end after them. */
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

    /** The next whole request, for which strangers take turns. A turn ends before anything that may wait for the peer. */
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

    /** Looks at a head before its body is read. */
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
                    "message refused, its sender is not where it comes from: from="
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

    /** A flag that a handler left set would close the socket at the next read. */
    private static void forgetInterrupt() {
        Thread.interrupted();
    }

    private void refuse(MalformedRequestException malformed, InputStream in) throws IOException {
        peersLog.warn(
                "refused", "request refused, connection closed: peer=" + peer() + ", reason=" + malformed.getMessage());
        if (!answeredEarly) {
            answers.write(ResponseEncoder.refusal(malformed));
        }
        // closing with unread bytes would reset the connection before the peer has read why
        socket.shutdownOutput();
        long deadline = Times.after(REFUSAL_LINGER);
        byte[] waste = new byte[1024];
        long left = REFUSAL_LINGER.toMillis();
        while (left > 0) {
            socket.setSoTimeout((int) left);
            if (in.read(waste) < 0) {
                return;
            }
            left = Times.until(deadline).toMillis();
        }
    }

    /** Address and port of the other end. */
    String peer() {
        return socket.getInetAddress().getHostAddress() + ":" + socket.getPort();
    }
}
