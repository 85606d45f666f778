package dev.interleave.webhook.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/// Reads the key that encrypts secrets: from the configuration, or from a key file in the data directory.
public final class SecretKeyFile {

    private static final String NAME = "webhook-secrets.key";
    static final String PROPERTY = "interleave.webhooks.secret-key";

    private SecretKeyFile() {}

    /// Creates the key file at the first start, readable by its owner only.
    ///
    /// @param configured the key in base64; null or empty to use the key file
    /// @throws SecretKeyException if there is no valid key
    public static byte[] read(@Nullable String configured, Path dataDirectory) {
        if (configured != null && !configured.isEmpty()) {
            return decode(configured, PROPERTY);
        }
        Path file = dataDirectory.resolve(NAME);
        try {
            if (!Files.exists(file)) {
                create(file);
            }
            return decode(Files.readString(file).strip(), "The key file " + file);
        } catch (IOException e) {
            throw new SecretKeyException("The key file " + file + " cannot be used: " + e + ".", e);
        }
    }

    /// Writes a draft and renames it, so that a crash does not leave part of a file.
    private static void create(Path file) throws IOException {
        byte[] key = new byte[SecretCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Files.createDirectories(file.toAbsolutePath().getParent(), ownerOnly("rwx------"));
        Path draft = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, ownerOnly("rw-------"));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /// @return none on file systems without such permissions
    private static FileAttribute<?>[] ownerOnly(String permissions) {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }

    private static byte[] decode(String base64, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == SecretCipher.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // refused below
        }
        throw new SecretKeyException(source + " must be " + SecretCipher.KEY_BYTES + " bytes in base64.", null);
    }
}
