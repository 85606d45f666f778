package dev.interleave.webhook.jdbc;

import dev.interleave.store.Dialect;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretCipher;
import dev.interleave.webhook.signing.SecretKeyException;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stops the start if the secrets in the store were encrypted with another key: this service could not read its
/// callbacks, and jobs with callbacks could not finish.
@Component
final class SecretKeyCheck implements InitializingBean {

    private final JdbcClient jdbc;
    private final SecretCipher cipher;
    private final Dialect dialect;

    SecretKeyCheck(JdbcClient jdbc, SecretCipher cipher, Dialect dialect) {
        this.jdbc = jdbc;
        this.cipher = cipher;
        this.dialect = dialect;
    }

    @Override
    public void afterPropertiesSet() {
        if (dialect.isShared()) {
            requireKeyOfOtherInstances();
        }
        List<byte[]> oldestAndNewest =
                jdbc.sql("""
                        SELECT secret FROM callback
                        WHERE id IN ((SELECT min(id) FROM callback), (SELECT max(id) FROM callback))""").query((row, _) -> row.getBytes("secret")).list();
        try {
            oldestAndNewest.forEach(cipher::decrypt);
        } catch (IllegalStateException e) {
            throw new SecretKeyException(
                    "The secrets in the store were encrypted with another key than that of "
                            + "interleave.webhooks.secret-key or the key file.",
                    e);
        }
    }

    /// Compares the keys before the first secret is stored, so that no instance stores one that others cannot read.
    private void requireKeyOfOtherInstances() {
        jdbc.sql("INSERT INTO secret_probe (id, locked) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")
                .param(cipher.encrypt(Secret.random()))
                .update();
        byte[] encrypted = jdbc.sql("SELECT locked FROM secret_probe")
                .query((row, _) -> row.getBytes("locked"))
                .single();
        try {
            cipher.decrypt(encrypted);
        } catch (IllegalStateException e) {
            throw new SecretKeyException(
                    "Other instances on this database encrypt secrets with another key. Set the same "
                            + "interleave.webhooks.secret-key on all of them.",
                    e);
        }
    }
}
