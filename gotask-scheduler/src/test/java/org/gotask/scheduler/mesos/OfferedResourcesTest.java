package org.gotask.scheduler.mesos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.gotask.Resources;
import org.gotask.mesos.proto.Resource;
import org.gotask.mesos.proto.Value;
import org.junit.jupiter.api.Test;

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

    private static Resource scalar(String name, double value, String role) {
        return Resource.newBuilder()
                .setName(name)
                .setType(Value.Type.SCALAR)
                .setScalar(Value.Scalar.newBuilder().setValue(value))
                .setRole(role)
                .build();
    }
}
