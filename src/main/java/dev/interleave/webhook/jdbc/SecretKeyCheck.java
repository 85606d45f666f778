package dev.interleave.webhook.jdbc;

import dev.interleave.store.Dialect;
import dev.interleave.webhook.signing.Secret;
import dev.interleave.webhook.signing.SecretCipher;
import dev.interleave.webhook.signing.SecretKeyException;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stops the start if the secrets in the store were encrypted with another key: with this one, nothing could be
/// signed, and no job that has a callback could end.
@Component
final class SecretKeyCheck implements InitializingBean {

    private final JdbcClient jdbc;
    private final SecretCipher vault;
    private final Dialect dialect;

    SecretKeyCheck(JdbcClient jdbc, SecretCipher vault, Dialect dialect) {
        this.jdbc = jdbc;
        this.vault = vault;
        this.dialect = dialect;
    }

    @Override
    public void afterPropertiesSet() {
        if (dialect.isShared()) {
            requireTheKeyOfTheOthers();
        }
        List<byte[]> oldestAndNewest =
                jdbc.sql("""
                        SELECT secret FROM callback
                        WHERE id IN ((SELECT min(id) FROM callback), (SELECT max(id) FROM callback))""").query((row, _) -> row.getBytes("secret")).list();
        try {
            oldestAndNewest.forEach(vault::unlock);
        } catch (IllegalStateException e) {
            throw new SecretKeyException(
                    "The secrets in the store were encrypted with another key than that of "
                            + "interleave.webhooks.secret-key or the key file.",
                    e);
        }
    }

    /// Before there is any secret, so that no instance makes one that the others cannot read.
    private void requireTheKeyOfTheOthers() {
        jdbc.sql("INSERT INTO secret_probe (id, locked) VALUES (1, ?) ON CONFLICT (id) DO NOTHING")
                .param(vault.lock(Secret.random()))
                .update();
        byte[] locked = jdbc.sql("SELECT locked FROM secret_probe")
                .query((row, _) -> row.getBytes("locked"))
                .single();
        try {
            vault.unlock(locked);
        } catch (IllegalStateException e) {
            throw new SecretKeyException(
                    "The instances on this database encrypt secrets with another key. Give all of them the same "
                            + "interleave.webhooks.secret-key.",
                    e);
        }
    }
}
