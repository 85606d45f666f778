package dev.interleave.webhook.signing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where the key for secrets comes from: the configuration, or a file that is made at the first start and that
/// only the service's own user may read.
public final class SecretKeyFile {

    private static final String NAME = "webhook-secrets.key";
    static final String PROPERTY = "interleave.webhooks.secret-key";

    private SecretKeyFile() {}

    public static byte[] key(@Nullable String configured, Path dataDirectory) {
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

    /// In one move, so that a crash leaves the whole file or none.
    private static void create(Path file) throws IOException {
        byte[] key = new byte[SecretCipher.KEY_BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling(NAME + ".new");
        Files.deleteIfExists(draft);
        if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (FileChannel channel = FileChannel.open(
                draft,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING))) {
            channel.write(ByteBuffer.wrap(Base64.getEncoder().encode(key)));
            channel.force(true);
        }
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private static byte[] decode(String base64, String source) {
        try {
            byte[] key = Base64.getDecoder().decode(base64);
            if (key.length == SecretCipher.KEY_BYTES) {
                return key;
            }
        } catch (IllegalArgumentException e) {
            // told below
        }
        throw new SecretKeyException(source + " must be " + SecretCipher.KEY_BYTES + " bytes in base64.", null);
    }
}
