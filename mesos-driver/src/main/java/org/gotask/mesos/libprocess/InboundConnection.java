package org.gotask.mesos.libprocess;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.gotask.mesos.libprocess.RequestHead.ToPage;
import org.gotask.mesos.libprocess.RequestHead.ToProcess;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves one connection that a peer opened, on one thread, until the peer ends it or sends what is no HTTP.
 *
 * <p>All messages that one read brought are answered with one write and only then delivered, in order: an answer says no more
 * than "arrived", and a peer like mesos-go sends nothing more before it has it. A connection is never closed for being idle,
 * because that would look like the death of this process. A peer that ends its connection without reading the answers, as
 * Mesos does with its temporary ones, loses no message by that.
 */
final class InboundConnection implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(InboundConnection.class);

    private static final Duration REFUSAL_LINGER = Duration.ofSeconds(1);

    private final Socket socket;
    private final Router router;
    private final RequestParser parser;

    private final Deque<Request> arrived = new ArrayDeque<>();
    private final ByteArrayOutputStream answers = new ByteArrayOutputStream();
    private boolean answersUnwanted;

    InboundConnection(Socket socket, Router router, int maxBodyBytes) {
        this.socket = socket;
        this.router = router;
        this.parser = new RequestParser(maxBodyBytes);
    }

    @Override
    public void run() {
        try (socket) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            serve(socket.getInputStream());
        } catch (IOException e) {
            log.debug("connection of {} broke: {}", peer(), e.getMessage());
        }
    }

    /** Ends the connection from another thread. */
    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("closing the connection of {} failed", peer(), e);
        }
    }

    private void serve(InputStream in) throws IOException {
        boolean open = true;
        while (open && parser.fill(in)) {
            try {
                open = takeRequests();
            } catch (MalformedRequestException malformed) {
                finishMessages();
                refuse(malformed, in);
                return;
            }
            finishMessages();
            if (open && parser.takeContinueWanted()) {
                write(ResponseEncoder.CONTINUE);
            }
        }
        if (open && parser.isWithinRequest()) {
            log.debug("connection of {} ended within a request", peer());
        }
    }

    /** Takes all whole requests; false when the connection shall end after them. */
    private boolean takeRequests() throws MalformedRequestException {
        for (Request request = parser.next(); request != null; request = parser.next()) {
            boolean last = request.head().last();
            switch (request.head().target()) {
                case ToProcess message -> {
                    boolean known = router.hasProcess(message.address().id());
                    answers.writeBytes(known ? ResponseEncoder.ACCEPTED : ResponseEncoder.NO_SUCH_PROCESS);
                    if (known) {
                        arrived.add(request);
                    }
                }
                case ToPage page -> {
                    finishMessages();
                    answer(page, request, last);
                }
            }
            if (last) {
                return false;
            }
        }
        return true;
    }

    private void finishMessages() {
        if (answers.size() > 0) {
            write(answers.toByteArray());
            answers.reset();
        }
        for (Request request = arrived.poll(); request != null; request = arrived.poll()) {
            if (request.head().target() instanceof ToProcess message) {
                router.deliver(message.from(), message.address(), request.body());
                forgetInterrupt();
            }
        }
    }

    private void answer(ToPage page, Request request, boolean last) {
        HttpResponse response = router.answer(page, request.body());
        forgetInterrupt();
        write(ResponseEncoder.head(response, last));
        if (!page.method().equals("HEAD") && !response.body().isEmpty() && !answersUnwanted) {
            try {
                response.body().writeTo(socket.getOutputStream());
            } catch (IOException e) {
                answersUnwanted(e);
            }
        }
    }

    private void write(byte[] bytes) {
        if (!answersUnwanted) {
            try {
                socket.getOutputStream().write(bytes);
            } catch (IOException e) {
                answersUnwanted(e);
            }
        }
    }

    /** What the peer sent before it went can still be read and counts. */
    private void answersUnwanted(IOException e) {
        answersUnwanted = true;
        log.debug("{} does not take answers any more: {}", peer(), e.getMessage());
    }

    /** A flag that a handler left set would close the socket at the next read. */
    private static void forgetInterrupt() {
        Thread.interrupted();
    }

    private void refuse(MalformedRequestException malformed, InputStream in) throws IOException {
        log.warn("request refused, connection closed: peer={}, reason={}", peer(), malformed.getMessage());
        write(ResponseEncoder.refusal(malformed));
        // closing with unread bytes would reset the connection before the peer has read why
        socket.shutdownOutput();
        long deadline = Times.after(REFUSAL_LINGER);
        byte[] waste = new byte[8192];
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
