package org.gotask.mesos.libprocess;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import org.gotask.mesos.proto.ExecutorID;
import org.gotask.mesos.proto.FrameworkID;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.SlaveID;
import org.gotask.mesos.proto.Value;
import org.gotask.mesos.proto.internal.ExecutorToFrameworkMessage;
import org.gotask.mesos.proto.internal.ResourceOffersMessage;
import org.junit.jupiter.api.Test;

/** The memory that a parsed body takes is known before it is parsed. */
class ParsedSizeTest {

    private static final ResourceOffersMessage OFFERS = ResourceOffersMessage.getDefaultInstance();
    private static final long ALL = Long.MAX_VALUE;

    /** The measured size of a set of unknown fields with one field. */
    private static final long LEAST_BYTES_OF_A_GROUP = 208;

    @Test
    void eachEmptyPartCounts() {
        long none = size(OFFERS, Parts.emptyOffers(0));

        long thousand = size(OFFERS, Parts.emptyOffers(1000));

        assertThat(thousand - none).isGreaterThan(1000L * 100);
    }

    @Test
    void groupsThatTheTypeDoesNotKnowCountAtAnyDepth() {
        assertThat(size(OFFERS, Parts.unknownGroups(10, 99))).isGreaterThan(10 * 99 * LEAST_BYTES_OF_A_GROUP);
    }

    @Test
    void valueThatItsEnumDoesNotHaveCountsAsAnUnknownField() {
        ByteString known = ByteString.copyFrom(new byte[] {Resource.TYPE_FIELD_NUMBER << 3, Value.Type.SET_VALUE});
        ByteString unknown = ByteString.copyFrom(new byte[] {Resource.TYPE_FIELD_NUMBER << 3, 99});
        Resource resource = Resource.getDefaultInstance();

        assertThat(size(resource, unknown) - size(resource, known)).isGreaterThan(LEAST_BYTES_OF_A_GROUP);
    }

    @Test
    void contentOfBytesDoesNotCount() {
        ByteString body = ExecutorToFrameworkMessage.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue("agent"))
                .setFrameworkId(FrameworkID.newBuilder().setValue("framework"))
                .setExecutorId(ExecutorID.newBuilder().setValue("executor"))
                .setData(ByteString.copyFrom(new byte[1024 * 1024]))
                .build()
                .toByteString();

        assertThat(size(ExecutorToFrameworkMessage.getDefaultInstance(), body)).isLessThan(2000);
    }

    @Test
    void countsNoFurtherThanIsAskedFor() {
        assertThat(ParsedSize.of(OFFERS.getDescriptorForType(), Parts.emptyOffers(1000), 5000))
                .isBetween(5000L, 10_000L);
    }

    @Test
    void bodyThatCannotBeReadCountsUpToThere() {
        ByteString whole = Parts.emptyOffers(10);
        ByteString tooDeep = Parts.unknownGroups(1, 100_000);

        assertThat(size(OFFERS, whole.concat(ByteString.copyFrom(new byte[] {0}))))
                .isEqualTo(size(OFFERS, whole));
        assertThat(size(OFFERS, tooDeep)).isLessThan(100_000);
    }

    private static long size(Message type, ByteString body) {
        return ParsedSize.of(type.getDescriptorForType(), body, ALL);
    }
}
