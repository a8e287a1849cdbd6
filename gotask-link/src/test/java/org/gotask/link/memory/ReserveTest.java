package org.gotask.link.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ReserveTest {

    private static final long SMALL = 100;
    private static final long LARGEST = 1000;

    private final Reserve reserve = new Reserve(SMALL);
    private final List<Claim> granted = new ArrayList<>();

    ReserveTest() {
        reserve.carry(LARGEST);
    }

    private Claim claim(long bytes) {
        return reserve.await(bytes, granted::add);
    }

    private Claim claimed(long bytes) {
        return Objects.requireNonNull(reserve.tryClaim(bytes));
    }

    @Test
    void claimThatFitsIsGrantedAtOnceAndNotReported() {
        assertThat(claim(LARGEST).isGranted()).isTrue();
        assertThat(claim(SMALL).isGranted()).isTrue();
        assertThat(granted).isEmpty();
        assertThat(reserve.usedBytes()).isEqualTo(SMALL + LARGEST);
    }

    @Test
    void claimsOfOneKindAreGrantedInTheirOrder() {
        Claim present = claimed(LARGEST);
        Claim first = claim(900);
        Claim second = claim(101);

        assertThat(reserve.tryClaim(101)).isNull();
        reserve.release(present);

        assertThat(granted).containsExactly(first);
        reserve.release(first);
        assertThat(granted).containsExactly(first, second);
    }

    @Test
    void smallClaimsUseTheLargePartWhileNoLargeClaimWaits() {
        for (int i = 0; i < 1 + LARGEST / SMALL; i++) {
            assertThat(reserve.tryClaim(SMALL)).isNotNull();
        }

        assertThat(reserve.tryClaim(1)).isNull();
    }

    @Test
    void streamOfSmallClaimsDoesNotKeepALargeOneWaiting() {
        claimed(SMALL);
        Claim inLargePart = claimed(SMALL);
        Claim large = claim(LARGEST);
        Claim small = claim(SMALL);
        assertThat(small.isGranted())
                .as("takes the memory that the large claim waits for")
                .isFalse();

        reserve.release(inLargePart);

        assertThat(granted).containsExactly(large);
    }

    @Test
    void largeClaimThatWaitsForEverDoesNotKeepSmallOnesWaiting() {
        Claim inSmallPart = claimed(SMALL);
        claimed(SMALL); // in the large part, and never released
        claim(LARGEST);
        Claim first = claim(SMALL);
        Claim second = claim(SMALL);

        reserve.release(inSmallPart);
        assertThat(granted).containsExactly(first);
        reserve.release(first);

        assertThat(granted).containsExactly(first, second);
    }

    @Test
    void cancelledClaimMakesWayForTheNext() {
        claimed(LARGEST - 200);
        Claim tooLarge = claim(LARGEST);
        Claim next = claim(150);

        reserve.release(tooLarge);

        assertThat(granted).containsExactly(next);
    }

    @Test
    void secondReleaseHasNoEffect() {
        Claim claim = claimed(SMALL);

        reserve.release(claim);
        reserve.release(claim);

        assertThat(reserve.usedBytes()).isZero();
    }

    @Test
    void largerMessagesGetMemoryWhenTheyAreAnnounced() {
        Claim large = claim(2 * LARGEST);
        assertThat(large.isGranted()).isFalse();

        reserve.carry(2 * LARGEST);

        assertThat(granted).containsExactly(large);
    }
}
