package dev.interleave.access.token.web;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;

/// Decodes tokens, and backs off while the issuer cannot be reached. Thread-safe.
///
/// Until the issuer was reached for the first time, one request at a time calls it. After a failure, requests
/// fail at once for a while, so that they do not pile up. Afterwards the decoder has cached the keys of the
/// issuer and needs no limit: tokens with an unknown key must not delay those with a known one.
public final class BackoffJwtDecoder implements JwtDecoder {

    /// Pause after a failed call.
    static final Duration BACKOFF = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(BackoffJwtDecoder.class);

    /// How long a request waits while another one calls the issuer.
    private static final Duration MAX_WAIT = Duration.ofSeconds(5);

    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Semaphore permit = new Semaphore(1);
    private volatile boolean reached;
    private volatile Instant retryAt = Instant.MIN;

    public BackoffJwtDecoder(JwtDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    /// @throws BadJwtException if the token is not valid
    /// @throws JwtException if the issuer cannot be reached
    @Override
    public Jwt decode(String token) {
        if (reached) {
            return decoder.decode(token);
        }
        if (!acquirePermit()) {
            throw new JwtException("another request is waiting for the issuer");
        }
        try {
            return decodeFirst(token);
        } finally {
            permit.release();
        }
    }

    private Jwt decodeFirst(String token) {
        Instant now = clock.instant();
        if (now.isBefore(retryAt) && !now.plus(BACKOFF).isBefore(retryAt)) { // not after the clock was set back
            throw new JwtException("the issuer could not be reached; backing off");
        }
        try {
            Jwt decoded = decoder.decode(token);
            reached = true;
            return decoded;
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            retryAt = clock.instant().plus(BACKOFF);
            log.warn(
                    "Could not fetch the keys of the token issuer; retrying in {} ms: {}",
                    BACKOFF.toMillis(),
                    rootCause(e));
            log.debug("Could not fetch the keys of the token issuer", e);
            throw new JwtException("The issuer cannot be reached", e);
        }
    }

    private static String rootCause(RuntimeException e) {
        Throwable root = NestedExceptionUtils.getRootCause(e);
        return root == null ? e.toString() : root.toString();
    }

    private boolean acquirePermit() {
        try {
            return permit.tryAcquire(MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
