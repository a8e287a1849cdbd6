package org.gotask.mesos.local.election;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.local.wire.Hostname;
import org.gotask.mesos.local.wire.Versions;
import org.gotask.mesos.proto.Address;
import org.gotask.mesos.proto.MasterInfo;

/** The descriptions of masters, as detectors report them. */
public final class MasterAddress {

    private MasterAddress() {}

    /** The description of a master with this id and address. */
    public static MasterInfo info(String id, Upid self) {
        return MasterInfo.newBuilder()
                .setId(id)
                .setIp(addressNumber(self.host()))
                .setPort(self.port())
                .setPid(self.wire())
                .setHostname(Hostname.of(self.host()))
                .setVersion(Versions.MESOS)
                .setAddress(Address.newBuilder()
                        .setHostname(Hostname.of(self.host()))
                        .setIp(self.host())
                        .setPort(self.port()))
                .build();
    }

    /** The address in network byte order, read as a little-endian number. */
    private static int addressNumber(String host) {
        try {
            byte[] bytes = InetAddress.getByName(host).getAddress();
            return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("not a numeric address: " + host, e);
        }
    }
}
