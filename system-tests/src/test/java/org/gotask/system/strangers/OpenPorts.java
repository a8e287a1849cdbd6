package org.gotask.system.strangers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ports at which a process listens. A stranger finds them by trying all; a test must not, for others' programs have
 * ports too.
 */
final class OpenPorts {

    private static final String LISTENING = "0A";

    /** An address of 127.0.0.0/8, also where IPv6 sockets show it, or ::1. */
    private static final Pattern LOOPBACK =
            Pattern.compile("((0{16}FFFF0000)?[0-9A-F]{6}7F|0{24}01000000):[0-9A-F]{4}");

    private OpenPorts() {}

    static Set<Integer> of(ProcessHandle process) throws IOException {
        Set<Integer> ports = new TreeSet<>();
        for (String address : addresses(process)) {
            ports.add(Integer.parseInt(address.substring(address.indexOf(':') + 1), 16));
        }
        return ports;
    }

    /** Whether all of them are bound to a loopback address, so that no other machine reaches them. */
    static boolean areOfLoopback(ProcessHandle process) throws IOException {
        return addresses(process).stream()
                .allMatch(address -> LOOPBACK.matcher(address).matches());
    }

    /** Addresses as the system shows them, in hexadecimal: {@code 0100007F:1F90} for port 8080 of 127.0.0.1. */
    private static List<String> addresses(ProcessHandle process) throws IOException {
        Set<String> sockets = new HashSet<>();
        try (Stream<Path> descriptors = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            for (Path descriptor : descriptors.toList()) {
                socket(descriptor, sockets);
            }
        }
        List<String> addresses = new ArrayList<>();
        for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
            Path file = Path.of(table);
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                String[] columns = line.strip().split(" +", -1);
                if (columns.length > 9 && columns[3].equals(LISTENING) && sockets.contains(columns[9])) {
                    addresses.add(columns[1]);
                }
            }
        }
        return addresses;
    }

    private static void socket(Path descriptor, Set<String> inodes) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            if (target.startsWith("socket:[")) {
                inodes.add(target.substring("socket:[".length(), target.length() - 1));
            }
        } catch (IOException e) {
            // closed meanwhile
        }
    }
}
