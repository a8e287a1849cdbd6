package org.gotask.link.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.CRC32C;
import org.gotask.TaskMsg;
import org.gotask.link.wire.Acknowledgement;
import org.gotask.link.wire.DatagramHeader;
import org.gotask.link.wire.DatagramWriter;
import org.gotask.link.wire.WireFormat;
import org.junit.jupiter.api.Test;

/**
 * Garbage, and datagrams with faults, with and without a checksum that covers them up. Each would catch a length that is
 * used before it is checked.
 */
class DatagramFuzzTest {

    private static final int ROUNDS = Integer.getInteger("gotask.link.fuzzRounds", 30_000);
    private static final long EPOCH = 77;
    private static final long PEER_EPOCH = 99;

    @Test
    void garbageIncreasesOneCounterAndChangesNothing() {
        Random random = new Random(1);
        QuietEvents events = new QuietEvents();
        LinkEngine engine = new LinkEngine("peer", EPOCH, LinkSettings.DEFAULT, events);
        int rounds = 10_000;
        for (int i = 0; i < rounds; i++) {
            byte[] garbage = new byte[random.nextInt(300)];
            random.nextBytes(garbage);
            if (garbage.length > 0 && random.nextBoolean()) {
                garbage[0] = WireFormat.VERSION;
            }

            engine.receive(garbage, i);

            assertThat(engine.statistics().unreadable()).isEqualTo(i + 1);
        }
        assertThat(events.drops).hasSize(rounds).allMatch(line -> line.startsWith("unreadable message: from=peer, "));
        assertThat(engine.isBroken()).isFalse();
        assertThat(engine.statistics().receivedThrough()).isZero();
        assertThat(engine.poll(rounds)).isNull();
    }

    @Test
    void changedBitsAreFoundByTheChecksum() {
        Random random = new Random(2);
        for (int i = 0; i < 10_000; i++) {
            byte[] datagram = someDatagram(random, 1);
            datagram[random.nextInt(datagram.length)] ^= (byte) (1 << random.nextInt(8));
            QuietEvents events = new QuietEvents();
            LinkEngine engine = new LinkEngine("peer", EPOCH, LinkSettings.DEFAULT, events);

            engine.receive(datagram, i);

            assertThat(engine.statistics().unreadable()).isEqualTo(1);
        }
    }

    @Test
    void faultsUnderARightChecksumNeitherCrashNorTakeMemory() {
        Random random = new Random(3);
        QuietEvents events = new QuietEvents();
        LinkEngine engine = new LinkEngine("peer", EPOCH, LinkSettings.DEFAULT, events);
        int broken = 0;
        for (int i = 0; i < ROUNDS; i++) {
            if (engine.isBroken()) {
                assertThat(events.broken).startsWith("link to peer failed: ");
                broken++;
                events = new QuietEvents();
                engine = new LinkEngine("peer", EPOCH, LinkSettings.DEFAULT, events);
            }
            byte[] datagram = someDatagram(random, engine.statistics().receivedThrough() + 1);
            for (int faults = random.nextInt(4); faults > 0; faults--) {
                datagram[WireFormat.FIXED_BYTES + random.nextInt(datagram.length - WireFormat.FIXED_BYTES)] =
                        (byte) random.nextInt();
            }
            if (random.nextInt(10) == 0) {
                datagram = java.util.Arrays.copyOf(datagram, random.nextInt(WireFormat.FIXED_BYTES, datagram.length));
            }
            coverUp(datagram);
            long before = engine.statistics().unreadable();

            engine.receive(datagram, i);
            engine.poll(i);

            LinkStatistics now = engine.statistics();
            assertThat(now.unreadable() - before).isBetween(0L, 1L);
            assertThat(now.earlyBytes()).isLessThanOrEqualTo(2L * LinkSettings.DEFAULT.windowBytes());
            assertThat(now.channels().size()).isLessThan(10_000);
        }
        assertThat(broken).as("violations of the protocol that were noticed").isPositive();
    }

    private static byte[] someDatagram(Random random, long sequence) {
        long[] ranges = random.nextInt(4) == 0 ? new long[] {5, 7, 9, 9} : new long[0];
        DatagramWriter writer = new DatagramWriter(
                new DatagramHeader(
                        PEER_EPOCH,
                        EPOCH,
                        random.nextBoolean(),
                        sequence,
                        sequence,
                        new Acknowledgement(0, 0, random.nextInt(1000), ranges)),
                4096);
        writer.open(random.nextInt(1, 5), new byte[] {'a', 'b'});
        for (int i = random.nextInt(4); i > 0; i--) {
            long stream = random.nextInt(1, 5);
            TaskMsg message = TaskMsg.of("ab", new byte[random.nextInt(1, 200)]);
            switch (random.nextInt(6)) {
                case 0 -> writer.whole(stream, message);
                case 1 -> writer.begin(stream, message, message.sizeBytes() - 1);
                case 2 -> writer.more(stream, message, 0, message.sizeBytes());
                case 3 -> writer.credit(stream, random.nextLong(1L << 40));
                case 4 -> writer.end(stream);
                default -> writer.fail(stream);
            }
        }
        return writer.finish();
    }

    private static void coverUp(byte[] datagram) {
        CRC32C checksum = new CRC32C();
        checksum.update(datagram, WireFormat.CHECKED_FROM, datagram.length - WireFormat.CHECKED_FROM);
        ByteBuffer.wrap(datagram).putInt(WireFormat.CHECKSUM_AT, (int) checksum.getValue());
    }
}
