package dev.interleave.webhook.jdbc;

import dev.interleave.webhook.SecretKeyException;
import dev.interleave.webhook.SecretVault;
import java.util.List;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Stops the start if the secrets in the store were encrypted with another key: with this one, nothing could be
/// signed, and no job that has a callback could end.
@Component
final class SecretKeyCheck implements InitializingBean {

    private final JdbcClient jdbc;
    private final SecretVault vault;

    SecretKeyCheck(JdbcClient jdbc, SecretVault vault) {
        this.jdbc = jdbc;
        this.vault = vault;
    }

    @Override
    public void afterPropertiesSet() {
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
}
