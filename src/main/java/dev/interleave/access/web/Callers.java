package dev.interleave.access.web;

import dev.interleave.access.ApiKeys;
import dev.interleave.access.Caller;
import dev.interleave.access.Doors;
import dev.interleave.access.Sessions;
import dev.interleave.rest.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;

/// Tells who sends a request: by its API key, else by the cookie of a session, else nobody, who may come in
/// where no keys are needed. Thread-safe.
@Component
final class Callers {

    private static final Pattern BEARER = Pattern.compile("Bearer +([!-~]+) *", Pattern.CASE_INSENSITIVE);

    private final ApiKeys keys;
    private final Sessions sessions;
    private final Doors doors;

    Callers(ApiKeys keys, Sessions sessions, Doors doors) {
        this.keys = keys;
        this.sessions = sessions;
        this.doors = doors;
    }

    /// @param request any
    /// @return who sends it
    /// @throws ProblemException if nobody who may come in does
    Caller of(HttpServletRequest request) {
        List<String> credentials = Collections.list(request.getHeaders(HttpHeaders.AUTHORIZATION));
        if (!credentials.isEmpty()) {
            return byKey(credentials);
        }
        Optional<Caller> caller = SessionCookie.read(request).flatMap(sessions::find);
        if (caller.isPresent()) {
            BrowserRequest.requireOwnPage(request);
            return caller.get();
        }
        Caller anybody = doors.withoutKey()
                .orElseThrow(
                        () -> Refusals.unauthenticated("An API key is needed here. Send \"Authorization: Bearer <api "
                                + "key>\"; whoever runs this service has keys to give."));
        BrowserRequest.requireNoOtherSite(request);
        return anybody;
    }

    private Caller byKey(List<String> credentials) {
        Matcher bearer = BEARER.matcher(credentials.getFirst());
        if (credentials.size() > 1 || !bearer.matches()) {
            throw Refusals.unauthenticated("Send one header \"Authorization: Bearer <api key>\", and no other scheme.");
        }
        return keys.find(bearer.group(1))
                .orElseThrow(() -> Refusals.unknownKey("This API key is not known here, or no longer."));
    }
}
