package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.gotask.Resources;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.Value;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OfferedResourcesTest {

    @Test
    void sumsScalarsByNameAndLeavesOtherKindsAlone() {
        Resource ports = Resource.newBuilder()
                .setName("ports")
                .setType(Value.Type.RANGES)
                .build();
        Resource revocable = scalar("cpus", 9, "*").toBuilder()
                .setRevocable(Resource.RevocableInfo.getDefaultInstance())
                .build();

        assertThat(OfferedResources.sum(List.of(
                        scalar("cpus", 1.5, "*"),
                        scalar("cpus", 0.5, "ops"),
                        scalar("mem", 64, "*"),
                        ports,
                        revocable)))
                .isEqualTo(Resources.of("cpus", 2, "mem", 64));
    }

    @Test
    void pieceKeepsTheRoleOfTheEntryItIsCutFrom() {
        OfferedResources offered = new OfferedResources(List.of(scalar("cpus", 1, "ops"), scalar("cpus", 1, "*")));

        assertThat(offered.take(Resources.of("cpus", 1.5)))
                .containsExactly(scalar("cpus", 1, "ops"), scalar("cpus", 0.5, "*"));
        assertThat(offered.take(Resources.of("cpus", 0.5))).containsExactly(scalar("cpus", 0.5, "*"));
    }

    @Test
    void cutsTwelveTenthsFromAnOfferOfExactlyThatSize() {
        OfferedResources offered = new OfferedResources(List.of(scalar("cpus", 1.2, "*")));

        for (int i = 0; i < 12; i++) {
            assertThat(offered.take(Resources.of("cpus", 0.1))).containsExactly(scalar("cpus", 0.1, "*"));
        }
    }

    @Test
    void refusesToCutMoreThanThereIs() {
        OfferedResources offered = new OfferedResources(List.of(scalar("cpus", 1, "*")));

        assertThatIllegalStateException()
                .isThrownBy(() -> offered.take(Resources.of("cpus", 1.001)))
                .withMessageContaining("resource=cpus, missing=0.001");
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e12, 1.000001e12, 4.5e15, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY})
    void amountThatIsTooLargeCountsAsTheLargest(double amount) {
        Resource mem = scalar("mem", amount, "*");

        assertThat(OfferedResources.sum(List.of(mem, scalar("cpus", 2, "*"))))
                .isEqualTo(Resources.of("cpus", 2, "mem", Resources.MAX_AMOUNT));
        assertThat(new OfferedResources(List.of(mem)).take(Resources.of("mem", 64)))
                .containsExactly(scalar("mem", 64, "*"));
    }

    @Test
    void sumThatIsTooLargeCountsAsTheLargest() {
        Resource half = scalar("mem", 0.6e12, "*");

        assertThat(OfferedResources.sum(List.of(half, half, half))).isEqualTo(Resources.of("mem", 1e12));
        assertThat(new OfferedResources(List.of(half, half)).take(Resources.of("mem", 1e12)))
                .containsExactly(half, scalar("mem", 0.4e12, "*"));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -0.0, 0.0001, -1, -1e300, Double.NEGATIVE_INFINITY, Double.NaN})
    void amountThatIsNoneCountsAsNothingAndTakesNothingFromOthers(double amount) {
        Resource odd = scalar("mem", amount, "*");

        assertThat(OfferedResources.sum(List.of(odd, scalar("mem", 64, "*")))).isEqualTo(Resources.of("mem", 64));
        assertThat(OfferedResources.sum(List.of(odd))).isEqualTo(Resources.NONE);
        assertThat(new OfferedResources(List.of(odd, scalar("mem", 64, "*"))).take(Resources.of("mem", 64)))
                .containsExactly(scalar("mem", 64, "*"));
    }

    private static Resource scalar(String name, double value, String role) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setRole(role)
                .build();
    }
}
