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

/// Until an issuer of tokens was reached for the first time, lets one request at a time try, and leaves the
/// issuer alone for a while when that fails, so that requests with tokens do not pile up behind it. From then
/// on, its keys are remembered: that tokens with a key nobody knows have it asked again, in vain, must not keep
/// out those whose key is known. Thread-safe.
public final class BackoffJwtDecoder implements JwtDecoder {

    /// After which an issuer that failed is asked again.
    static final Duration LEFT_ALONE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(BackoffJwtDecoder.class);

    /// How long others wait for the first one to hear from the issuer.
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final JwtDecoder decoder;
    private final InstantSource clock;
    private final Semaphore asking = new Semaphore(1);
    private volatile boolean reached;
    private volatile Instant silentUntil = Instant.MIN;

    public BackoffJwtDecoder(JwtDecoder decoder, InstantSource clock) {
        this.decoder = decoder;
        this.clock = clock;
    }

    /// @throws BadJwtException if the token is not good
    /// @throws JwtException if that cannot be told now
    @Override
    public Jwt decode(String token) {
        if (reached) {
            return decoder.decode(token);
        }
        if (!waitForTurn()) {
            throw new JwtException("others wait for the issuer already");
        }
        try {
            return ask(token);
        } finally {
            asking.release();
        }
    }

    private Jwt ask(String token) {
        if (clock.instant().isBefore(silentUntil)) {
            throw new JwtException("the issuer could not be reached a moment ago");
        }
        try {
            Jwt good = decoder.decode(token);
            reached = true;
            return good;
        } catch (BadJwtException e) {
            throw e;
        } catch (JwtException | JwtDecoderInitializationException e) {
            silentUntil = clock.instant().plus(LEFT_ALONE);
            log.warn("the issuer of tokens cannot be asked for its keys: {}", rootCause(e));
            throw new JwtException("the issuer cannot be reached", e);
        }
    }

    private static String rootCause(RuntimeException e) {
        Throwable root = NestedExceptionUtils.getRootCause(e);
        return root == null ? e.toString() : root.toString();
    }

    private boolean waitForTurn() {
        try {
            return asking.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
