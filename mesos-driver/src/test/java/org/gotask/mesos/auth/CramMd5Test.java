package org.gotask.mesos.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Responses to challenges, compared with the RFC and recordings of Mesos, and their verification by a master. */
class CramMd5Test {

    private static final Credential TIM = Credential.of("tim", "tanstaaftanstaaf");
    private static final ByteString CHALLENGE = bytes("<1896.697170952@postoffice.reston.mci.net>");

    private static ByteString bytes(String text) {
        return ByteString.copyFromUtf8(text);
    }

    @Test
    void answersAsInTheRfc() {
        assertThat(CramMd5.answer(TIM, CHALLENGE)).isEqualTo(bytes("tim b913a602c7eda7a495b4e6e7334d3890"));
    }

    @ParameterizedTest
    @CsvSource({
        "frameworks, framework-secret, <2645528860.45033@localhost>, 0d476679f6c7b88076f83fde41e11a46",
        "frameworks, framework-secret, <1108563758.45038@localhost>, 31597281c29836f2841e617c8ef0b977",
        "agents, agent-secret, <2910807285.45033@localhost>, 7fc87976d44ec027feef68c32e12b553"
    })
    void answersAsMesosAndMesosGoWereSeenTo(String principal, String secret, String challenge, String digest) {
        assertThat(CramMd5.answer(Credential.of(principal, secret), bytes(challenge)))
                .isEqualTo(bytes(principal + " " + digest));
    }

    @Test
    void secretLongerThanABlockIsHashedFirst() {
        // RFC 2202, test case 6
        byte[] key = new byte[80];
        Arrays.fill(key, (byte) 0xaa);
        Credential credential = new Credential("p", ByteString.copyFrom(key));

        assertThat(CramMd5.answer(credential, bytes("Test Using Larger Than Block-Size Key - Hash Key First")))
                .isEqualTo(bytes("p 6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"));
    }

    @Test
    void answersOneChallengeOnly() throws AuthenticationException {
        Mechanism.Proof proof = new CramMd5().prove(TIM);

        assertThat(proof.initial()).isEmpty();
        assertThat(proof.answer(CHALLENGE)).isEqualTo(CramMd5.answer(TIM, CHALLENGE));
        assertThatThrownBy(() -> proof.answer(CHALLENGE)).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void refusesChallengesThatAreNone() {
        assertThatThrownBy(() -> new CramMd5().prove(TIM).answer(ByteString.EMPTY))
                .isInstanceOf(AuthenticationException.class)
                .hasMessage("challenge has an invalid length: lengthBytes=0, expected 1 to 65536");
        assertThatThrownBy(() -> new CramMd5().prove(TIM).answer(ByteString.copyFrom(new byte[65537])))
                .isInstanceOf(AuthenticationException.class);
    }

    @Test
    void masterBelievesTheRightAnswerOnly() {
        ByteString right = CramMd5.answer(TIM, CHALLENGE);

        assertThat(CramMd5.proves(right, TIM, CHALLENGE)).isTrue();
        assertThat(CramMd5.proves(right, TIM, bytes("<another@challenge>"))).isFalse();
        assertThat(CramMd5.proves(right, Credential.of("tim", "guess"), CHALLENGE))
                .isFalse();
        assertThat(CramMd5.proves(right, Credential.of("tom", "tanstaaftanstaaf"), CHALLENGE))
                .isFalse();
        assertThat(CramMd5.proves(ByteString.EMPTY, TIM, CHALLENGE)).isFalse();
    }

    @Test
    void masterReadsWhoIsMeant() {
        assertThat(CramMd5.claimedPrincipal(CramMd5.answer(TIM, CHALLENGE))).contains("tim");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "tim", " b913a602c7eda7a495b4e6e7334d3890", "tim b913a602c7eda7a495b4e6e7334d389"})
    void masterReadsNobodyInWhatIsNoAnswer(String text) {
        assertThat(CramMd5.claimedPrincipal(bytes(text))).isEmpty();
    }

    @Test
    void masterSurvivesAnyAnswer() {
        Random random = new Random(20261125);
        for (int i = 0; i < 20_000; i++) {
            byte[] any = new byte[random.nextInt(80)];
            random.nextBytes(any);
            ByteString answer = ByteString.copyFrom(any);
            CramMd5.claimedPrincipal(answer)
                    .ifPresent(name -> assertThat(name.getBytes(StandardCharsets.UTF_8).length)
                            .isLessThan(80));
            assertThat(CramMd5.proves(answer, TIM, CHALLENGE)).isFalse();
        }
    }
}
