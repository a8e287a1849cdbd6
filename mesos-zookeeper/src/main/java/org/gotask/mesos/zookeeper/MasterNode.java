package org.gotask.mesos.zookeeper;

import com.google.protobuf.InvalidProtocolBufferException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.gotask.mesos.libprocess.Upid;
import org.gotask.mesos.proto.MasterInfo;

/**
 * The node of one master among the children of the masters' path: {@code json.info_0000000007}, of older masters
 * {@code info_0000000007} or just the number. The number grows with each candidate; the lowest one leads.
 * Immutable.
 *
 * @param name the name of the node, without the path
 * @param format the format of its data
 * @param sequence its place in the queue
 */
record MasterNode(String name, Format format, long sequence) {

    /** The format since Mesos 0.24. */
    static final String LABEL = "json.info_";

    /** ZooKeeper counts in ten digits. */
    private static final int MOST_DIGITS = 10;

    /** The format of the data. */
    enum Format {
        JSON,
        PROTOBUF,
        UPID
    }

    /** The nodes of masters among these children, the leader first; others are skipped. */
    static List<MasterNode> of(Collection<String> children) {
        return children.stream()
                .map(MasterNode::find)
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingLong(MasterNode::sequence).thenComparing(MasterNode::name))
                .toList();
    }

    /** The node with this name; empty if it is not a master's. */
    static Optional<MasterNode> find(String name) {
        int last = name.lastIndexOf('_');
        String digits = name.substring(last + 1);
        if (digits.isEmpty() || digits.length() > MOST_DIGITS || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Optional.empty();
        }
        Optional<Format> format = switch (name.substring(0, last + 1)) {
            case LABEL -> Optional.of(Format.JSON);
            case "info_" -> Optional.of(Format.PROTOBUF);
            case "" -> Optional.of(Format.UPID);
            default -> Optional.empty();
        };
        return format.map(known -> new MasterNode(name, known, Long.parseLong(digits)));
    }

    /**
     * The master of this node.
     *
     * @param data the data of the node, which is untrusted
     * @throws MalformedMasterException if it lacks the address of the master
     */
    MasterInfo master(byte[] data) throws MalformedMasterException {
        MasterInfo info = switch (format) {
            case JSON -> MasterInfoJson.read(data);
            case PROTOBUF -> fromProtobuf(data);
            case UPID -> fromUpid(new String(data, StandardCharsets.UTF_8));
        };
        return withPid(info);
    }

    private static MasterInfo fromProtobuf(byte[] data) throws MalformedMasterException {
        try {
            return MasterInfo.parseFrom(data);
        } catch (InvalidProtocolBufferException e) {
            throw new MalformedMasterException("it is not a MasterInfo: " + e.getMessage(), e);
        }
    }

    private static MasterInfo fromUpid(String text) throws MalformedMasterException {
        Optional<Upid> upid = Upid.find(text);
        if (upid.isEmpty()) {
            throw new MalformedMasterException("it is not the address of a process");
        }
        // old masters write nothing else
        return MasterInfo.newBuilder()
                .setId("")
                .setIp(0)
                .setPort(upid.get().port())
                .setPid(upid.get().wire())
                .build();
    }

    /** The pid is optional on the wire, but drivers read nothing else. */
    private static MasterInfo withPid(MasterInfo info) throws MalformedMasterException {
        if (Upid.find(info.getPid()).isPresent()) {
            return info;
        }
        String host = info.getAddress().getIp().isEmpty()
                ? dotted(info.getIp())
                : info.getAddress().getIp();
        int port = info.getAddress().getIp().isEmpty()
                ? info.getPort()
                : info.getAddress().getPort();
        Optional<Upid> upid = Upid.find("master@" + host + ":" + port);
        if (upid.isEmpty()) {
            throw new MalformedMasterException("it contains no address of the master");
        }
        return info.toBuilder().setPid(upid.get().wire()).build();
    }

    /** The four bytes in network order, read as a little-endian number: Mesos's format of an address. */
    private static String dotted(int ip) throws MalformedMasterException {
        try {
            return InetAddress.getByAddress(
                            new byte[] {(byte) ip, (byte) (ip >> 8), (byte) (ip >> 16), (byte) (ip >> 24)})
                    .getHostAddress();
        } catch (UnknownHostException e) {
            throw new MalformedMasterException("it contains no address of the master", e);
        }
    }
}
