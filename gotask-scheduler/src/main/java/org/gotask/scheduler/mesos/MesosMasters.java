package org.gotask.scheduler.mesos;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.gotask.mesos.detector.MasterDetectors;
import org.gotask.mesos.libprocess.MessengerConfig;
import org.gotask.scheduler.config.MasterInspector;

/** Judges specifications of a Mesos master. */
public final class MesosMasters implements MasterInspector {

    /** The first host and port in {@code host:port}, {@code master@host:port} and {@code scheme://user:pw@host:port,…}. */
    private static final Pattern FIRST_HOST = Pattern.compile("(?:\\w+://)?(?:.*@)?([^:/,@\\s]+):(\\d{1,5}).*");

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
        Matcher matcher = FIRST_HOST.matcher(master);
        if (isEmbedded(master)) {
            return InetAddress.getLoopbackAddress();
        }
        if (!matcher.matches()) {
            return InetAddress.getLocalHost();
        }
        InetAddress host = InetAddress.getByName(matcher.group(1));
        // connecting a datagram socket sends nothing: the system only chooses the way, and with it our own address
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(new InetSocketAddress(host, Integer.parseInt(matcher.group(2))));
            return socket.getLocalAddress();
        }
    }
}
