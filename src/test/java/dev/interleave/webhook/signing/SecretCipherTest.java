package dev.interleave.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretCipherTest {

    private static final Secret SECRET = new Secret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    private final SecretCipher vault = new SecretCipher(key(1));

    @Test
    void givesBackWhatItLocked() {
        byte[] locked = vault.encrypt(SECRET);

        assertThat(new SecretCipher(key(1)).decrypt(locked)).isEqualTo(SECRET);
        assertThat(new String(locked, StandardCharsets.ISO_8859_1)).doesNotContain("whsec_", "MfKQ9r8");
    }

    @Test
    void locksDifferentlyEachTime() {
        assertThat(vault.encrypt(SECRET)).isNotEqualTo(vault.encrypt(SECRET));
    }

    @Test
    void anotherKeyDoesNotOpen() {
        byte[] locked = vault.encrypt(SECRET);
        SecretCipher other = new SecretCipher(key(2));

        assertThatThrownBy(() -> other.decrypt(locked)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aChangeOfAnyBitIsNoticed() {
        byte[] locked = vault.encrypt(SECRET);

        for (int bit = 0; bit < locked.length * 8; bit++) {
            byte[] changed = locked.clone();
            changed[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> vault.decrypt(changed)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void aMissingPieceIsNoticed() {
        byte[] locked = vault.encrypt(SECRET);

        for (int length = 0; length < locked.length; length++) {
            byte[] shorter = Arrays.copyOf(locked, length);
            assertThatThrownBy(() -> vault.decrypt(shorter))
                    .as("%d bytes", length)
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 16, 31, 33, 64})
    void takesNoKeyOfAnotherLength(int length) {
        assertThatThrownBy(() -> new SecretCipher(new byte[length])).isInstanceOf(IllegalArgumentException.class);
    }

    private static byte[] key(int seed) {
        byte[] key = new byte[SecretCipher.KEY_BYTES];
        Arrays.fill(key, (byte) seed);
        return key;
    }
}
