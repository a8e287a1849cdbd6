package org.gotask.link.protocol;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gotask.link.wire.Acknowledgement;
import org.gotask.link.wire.DatagramHeader;
import org.gotask.link.wire.DatagramReader;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.FrameHandler;
import org.gotask.link.wire.MalformedDatagramException;

/** The frames of a datagram: their kinds and streams in order, and the bytes of content for each stream. */
final class Frames implements FrameHandler {

    final Map<Long, Integer> bytes = new HashMap<>();
    final List<String> order = new ArrayList<>();

    private Frames() {}

    /** A writer for one datagram with room for this many bytes, its header included. */
    static DatagramWriter writer(int capacityBytes) {
        return new DatagramWriter(new DatagramHeader(1, 2, false, 1, 1, Acknowledgement.NOTHING), capacityBytes);
    }

    /** Reads the frames that were written. */
    static Frames of(DatagramWriter writer) throws MalformedDatagramException {
        DatagramReader reader = new DatagramReader(writer.finish());
        reader.header();
        Frames frames = new Frames();
        reader.frames(frames);
        return frames;
    }

    private void add(long stream, String what, int length) {
        bytes.merge(stream, length, Integer::sum);
        order.add(what + stream);
    }

    @Override
    public void open(long stream, String taskName) {
        order.add("open " + stream);
    }

    @Override
    public void whole(long stream, byte[] datagram, int offset, int length) {
        add(stream, "whole ", length);
    }

    @Override
    public void begin(long stream, int total, byte[] datagram, int offset, int length) {
        add(stream, "begin ", length);
    }

    @Override
    public void more(long stream, byte[] datagram, int offset, int length) {
        add(stream, "more ", length);
    }

    @Override
    public void credit(long stream, long limit) {
        order.add("credit " + stream);
    }

    @Override
    public void end(long stream) {
        order.add("end " + stream);
    }

    @Override
    public void fail(long stream) {
        order.add("fail " + stream);
    }
}
