package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.gotask.mesos.auth.Credential;
import org.gotask.mesos.auth.SecretFile;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.mesos.libprocess.NetworkReason;
import org.gotask.scheduler.config.Authentication;
import org.gotask.scheduler.config.MasterInspector;

/** Judges specifications of a Mesos master. */
public final class MesosMasters implements MasterInspector {

    @Override
    public Optional<String> problem(String master) {
        try {
            MasterDetectors.create(master).close();
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("--master: " + e.getMessage());
        }
    }

    @Override
    public String printable(String master) {
        return MasterDetectors.printable(master);
    }

    @Override
    public Optional<String> authenticationProblem(Authentication authentication) {
        try {
            Credential.fromFile(authentication.principal(), authentication.secretFile());
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public Optional<String> authenticationWarning(Authentication authentication) {
        return SecretFile.warning(authentication.secretFile());
    }

    @Override
    public Optional<String> environmentProblem(Map<String, String> environment) {
        try {
            MessengerConfig.fromEnvironment(environment);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("environment: " + e.getMessage());
        }
    }

    @Override
    public boolean isEmbedded(String master) {
        return master.equals("local") || master.startsWith("local[");
    }

    @Override
    public InetAddress addressTowards(String master) throws IOException {
        if (isEmbedded(master)) {
            return InetAddress.getLoopbackAddress();
        }
        List<InetSocketAddress> contacts = MasterDetectors.contacts(master);
        try {
            return contacts.isEmpty() ? InetAddress.getLocalHost() : addressTowards(firstKnown(contacts));
        } catch (IOException e) {
            throw new IOException(NetworkReason.of(e), e);
        }
    }

    /** Connecting a datagram socket sends nothing: the system only chooses the way, and with it our own address. */
    private static InetAddress addressTowards(InetSocketAddress contact) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(contact);
            return socket.getLocalAddress();
        }
    }

    private static InetSocketAddress firstKnown(List<InetSocketAddress> contacts) throws UnknownHostException {
        UnknownHostException unknown = new UnknownHostException("no hosts");
        for (InetSocketAddress contact : contacts) {
            try {
                return new InetSocketAddress(InetAddress.getByName(contact.getHostString()), contact.getPort());
            } catch (UnknownHostException e) {
                unknown = e;
            }
        }
        throw unknown;
    }
}
