package org.gotask.mesos;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.internal.AuthenticateMessage;
import org.gotask.mesos.proto.internal.AuthenticationStartMessage;
import org.gotask.mesos.proto.internal.AuthenticationStepMessage;
import org.gotask.mesos.proto.internal.DeactivateFrameworkMessage;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.FrameworkToExecutorMessage;
import org.gotask.mesos.proto.internal.KillTaskMessage;
import org.gotask.mesos.proto.internal.LaunchTasksMessage;
import org.gotask.mesos.proto.internal.ReconcileTasksMessage;
import org.gotask.mesos.proto.internal.RegisterExecutorMessage;
import org.gotask.mesos.proto.internal.RegisterFrameworkMessage;
import org.gotask.mesos.proto.internal.ReregisterExecutorMessage;
import org.gotask.mesos.proto.internal.ResourceRequestMessage;
import org.gotask.mesos.proto.internal.ReviveOffersMessage;
import org.gotask.mesos.proto.internal.StatusUpdateAcknowledgementMessage;
import org.gotask.mesos.proto.internal.StatusUpdateMessage;
import org.gotask.mesos.proto.internal.UnregisterFrameworkMessage;
import org.gotask.mesos.proto.scheduler.Call;

/**
 * Messages of real Mesos processes, in the order in which they were recorded. See {@code recordings/README.md} in the
 * test resources.
 */
final class Recording {

    /** One message; {@link #message()} parses its body. */
    record Entry(int seq, String from, Upid fromUpid, String to, Upid toUpid, String name, ByteString body) {

        /** The parsed message; only for the types that drivers send, and acknowledgements. */
        Message message() {
            return parse(name, body);
        }

        private Entry played(String role, String helper) {
            return new Entry(
                    seq,
                    from.equals(helper) ? role : from,
                    fromUpid,
                    to.equals(helper) ? role : to,
                    toUpid,
                    name,
                    body);
        }

        @Override
        public String toString() {
            return "#" + seq + " " + from + " -> " + to + " " + name;
        }
    }

    private static final Map<String, Message> PROTOTYPES = Stream.of(
                    Call.getDefaultInstance(),
                    DeactivateFrameworkMessage.getDefaultInstance(),
                    FrameworkToExecutorMessage.getDefaultInstance(),
                    RegisterExecutorMessage.getDefaultInstance(),
                    ReregisterExecutorMessage.getDefaultInstance(),
                    StatusUpdateMessage.getDefaultInstance(),
                    StatusUpdateAcknowledgementMessage.getDefaultInstance(),
                    ExecutorToFrameworkMessage.getDefaultInstance(),
                    // the messages that mesos-go sends instead of calls
                    RegisterFrameworkMessage.getDefaultInstance(),
                    UnregisterFrameworkMessage.getDefaultInstance(),
                    LaunchTasksMessage.getDefaultInstance(),
                    ReviveOffersMessage.getDefaultInstance(),
                    ResourceRequestMessage.getDefaultInstance(),
                    KillTaskMessage.getDefaultInstance(),
                    ReconcileTasksMessage.getDefaultInstance(),
                    AuthenticateMessage.getDefaultInstance(),
                    AuthenticationStartMessage.getDefaultInstance(),
                    AuthenticationStepMessage.getDefaultInstance())
            .collect(Collectors.toMap(message -> message.getDescriptorForType().getFullName(), Function.identity()));

    private Recording() {}

    /** All entries to and from one role. */
    static List<Entry> of(String scenario, String role) {
        return of(scenario, role, role);
    }

    /** The same for two roles that one subject plays: entries of the helper become entries of the role itself. */
    static List<Entry> of(String scenario, String role, String helper) {
        try (InputStream file =
                Objects.requireNonNull(Recording.class.getResourceAsStream("/recordings/" + scenario + ".txt"))) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines()
                    .map(Recording::entry)
                    .map(entry -> entry.played(role, helper))
                    .filter(entry -> entry.from.equals(role) || entry.to.equals(role))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Message parse(String name, ByteString body) {
        Message prototype = PROTOTYPES.get(name);
        if (prototype == null) {
            throw new AssertionError("not a message of a driver: " + name);
        }
        try {
            return prototype.getParserForType().parseFrom(body);
        } catch (InvalidProtocolBufferException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Entry entry(String line) {
        List<String> parts = List.of(line.split(" ", -1));
        String body = parts.get(6);
        return new Entry(
                Integer.parseInt(parts.get(0)),
                parts.get(1),
                Upid.parse(parts.get(2)),
                parts.get(3),
                Upid.parse(parts.get(4)),
                parts.get(5),
                body.equals("-")
                        ? ByteString.EMPTY
                        : ByteString.copyFrom(Base64.getDecoder().decode(body)));
    }
}
