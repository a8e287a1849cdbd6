package org.gotask.mesos.auth;

import com.google.protobuf.ByteString;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * CRAM-MD5: the client answers one challenge with its name, a space and the challenge's HMAC-MD5 under its secret, in
 * lower-case hexadecimal digits. Unlike in mail protocols, base64 is not used. Implements both sides: the response of
 * the client and its verification. Stateless.
 *
 * <p>The secret is not transmitted, but an eavesdropper can try secrets offline, or take over the connection: the
 * mechanism protects a cluster from mistakes rather than from attackers in its network.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc2195">RFC 2195</a>
 */
public final class CramMd5 implements Mechanism {

    /** The name of the mechanism. */
    public static final String NAME = "CRAM-MD5";

    private static final int LONGEST_CHALLENGE = 64 * 1024;
    private static final int DIGITS = 32;

    /** Creates the mechanism. */
    public CramMd5() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Proof prove(Credential credential) {
        return new Proof() {
            private boolean answered;

            @Override
            public ByteString initial() {
                return ByteString.EMPTY;
            }

            @Override
            public ByteString answer(ByteString challenge) throws AuthenticationException {
                if (answered) {
                    throw new AuthenticationException("unexpected second challenge; CRAM-MD5 has only one");
                }
                if (challenge.isEmpty() || challenge.size() > LONGEST_CHALLENGE) {
                    throw new AuthenticationException("challenge has an invalid length: lengthBytes=" + challenge.size()
                            + ", expected 1 to " + LONGEST_CHALLENGE);
                }
                answered = true;
                return CramMd5.answer(credential, challenge);
            }
        };
    }

    /** The response of a client with this credential to a challenge. */
    public static ByteString answer(Credential credential, ByteString challenge) {
        return ByteString.copyFromUtf8(
                credential.principal() + " " + HexFormat.of().formatHex(hmac(credential.secret(), challenge)));
    }

    /** The principal that a response names; empty if it is malformed. */
    public static Optional<String> claimedPrincipal(ByteString answer) {
        int space = answer.size() - DIGITS - 1;
        if (space < 1 || answer.byteAt(space) != ' ' || !answer.isValidUtf8()) {
            return Optional.empty();
        }
        return Optional.of(answer.substring(0, space).toStringUtf8());
    }

    /** True if the response proves the credential; compares in constant time. */
    public static boolean proves(ByteString answer, Credential credential, ByteString challenge) {
        return MessageDigest.isEqual(
                answer.toByteArray(), answer(credential, challenge).toByteArray());
    }

    private static byte[] hmac(ByteString key, ByteString data) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            mac.init(new SecretKeySpec(key.toByteArray(), "HmacMD5"));
            mac.update(data.asReadOnlyByteBuffer());
            return mac.doFinal();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(
                    "this Java has no HmacMD5; CRAM-MD5 needs it, so allow it or use no authentication", e);
        } catch (InvalidKeyException e) {
            throw new AssertionError("any bytes are a key of an HMAC", e);
        }
    }
}
