package org.gotask.mesos.libprocess.wire;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Requests of real peers, byte for byte as recorded. */
public final class Recordings {

    public static final List<String> MESSAGES = List.of(
            "cpp-agent-executor-to-framework",
            "cpp-agent-pong-empty",
            "cpp-agent-run-task",
            "cpp-agent-shutdown-executor-empty",
            "cpp-driver-accept",
            "cpp-driver-acknowledge",
            "cpp-driver-authenticate",
            "cpp-driver-authentication-start",
            "cpp-driver-subscribe",
            "cpp-driver-teardown",
            "cpp-executor-register",
            "cpp-executor-status-update",
            "cpp-master-authentication-completed-empty",
            "cpp-master-framework-registered",
            "cpp-master-resource-offers",
            "cpp-master-status-update",
            "mesos-go-authenticate",
            "mesos-go-authentication-start",
            "mesos-go-executor-register",
            "mesos-go-executor-status-update",
            "mesos-go-framework-to-executor",
            "mesos-go-launch-tasks",
            "mesos-go-register-framework");

    public static final List<String> PAGES = List.of("fetcher-get", "mesos-go-get-state");

    private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

    private Recordings() {}

    public static byte[] read(String name) {
        return READ.computeIfAbsent(name, Recordings::load).clone();
    }

    private static byte[] load(String name) {
        try (InputStream in = Recordings.class.getResourceAsStream("/libprocess/" + name + ".bin")) {
            if (in == null) {
                throw new AssertionError("recording is missing: " + name);
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
