package dev.interleave.webhook.signing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretKeyFileTest {

    @TempDir
    private Path folder;

    /// A service on PostgreSQL has no other file there.
    @Test
    void createsTheDirectoryOfTheKeyFile() throws IOException {
        Path data = folder.resolve("new").resolve("data");

        byte[] key = SecretKeyFile.read(null, data);

        assertThat(key).hasSize(SecretCipher.KEY_BYTES);
        assertThat(SecretKeyFile.read("", data)).isEqualTo(key);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
                .isEqualTo("rwx------");
        try (var files = Files.list(data)) {
            assertThat(files)
                    .singleElement()
                    .satisfies(file -> assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .isEqualTo("rw-------"));
        }
    }
}
