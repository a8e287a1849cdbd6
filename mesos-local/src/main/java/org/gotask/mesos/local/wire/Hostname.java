package org.gotask.mesos.local.wire;

/** The host names that masters and agents publish. */
public final class Hostname {

    private Hostname() {}

    /** The host name for a numeric address of this machine. */
    public static String of(String address) {
        return address.equals("127.0.0.1") ? "localhost" : address;
    }
}
