package dev.interleave.access.session.web;

import dev.interleave.access.session.SessionRegistry;
import dev.interleave.rest.link.BasePath;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.ResponseCookie;

/// Reads and writes the cookie of a session: scripts cannot read it, and neither requests of other
/// sites nor those to other services on the same host carry it.
public final class SessionCookie {

    static final String NAME = "interleave-session";

    private SessionCookie() {}

    public static Optional<String> read(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? Optional.empty()
                : Arrays.stream(cookies)
                        .filter(cookie -> cookie.getName().equals(NAME))
                        .map(Cookie::getValue)
                        .findFirst();
    }

    static ResponseCookie of(String token, HttpServletRequest request) {
        return cookie(token, SessionRegistry.LIFETIME, request);
    }

    static ResponseCookie deleted(HttpServletRequest request) {
        return cookie("", Duration.ZERO, request);
    }

    private static ResponseCookie cookie(String value, Duration age, HttpServletRequest request) {
        return ResponseCookie.from(NAME, value)
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Strict")
                .path(BasePath.of(request).path())
                .maxAge(age)
                .build();
    }
}
