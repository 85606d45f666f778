package dev.interleave.access.token.web;

import dev.interleave.access.Caller;
import dev.interleave.access.Role;
import dev.interleave.access.security.CallerAuthentication;
import dev.interleave.access.security.CallerAuthentication.Shown;
import dev.interleave.access.token.TokenSettings;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jwt.Jwt;

/// Converts a token to its caller: the owner is the issuer with the subject, the role is the highest one in the
/// claims. Immutable.
///
/// An owner such as `https://issuer.example#subject` is different from the owners of keys, whose names have
/// neither a colon nor a number sign, and from those of other issuers. The three required claims are also
/// required by RFC 9068 (JSON Web Token Profile for OAuth 2.0 Access Tokens).
public final class JwtCallerConverter implements OAuth2TokenValidator<Jwt> {

    /// Visible ASCII without quotes and backslashes, and without the number sign in the issuer.
    private static final Pattern SUBJECT = Pattern.compile("[!#-\\[\\]-~]{1,255}");

    private static final Pattern ISSUER = Pattern.compile("[!$-\\[\\]-~]{1,512}");

    private static final OAuth2TokenValidatorResult INCOMPLETE =
            OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", "iss, sub or exp is missing", null));

    private final TokenSettings settings;

    public JwtCallerConverter(TokenSettings settings) {
        this.settings = settings;
    }

    @Override
    public OAuth2TokenValidatorResult validate(Jwt token) {
        return matches(ISSUER, token.getClaimAsString("iss"))
                        && matches(SUBJECT, token.getSubject())
                        && token.getExpiresAt() != null
                ? OAuth2TokenValidatorResult.success()
                : INCOMPLETE;
    }

    /// @param token a valid token
    CallerAuthentication convert(Jwt token) {
        String subject = Objects.requireNonNull(token.getSubject(), "a valid token has a subject");
        return role(token.getClaims())
                .map(role -> new Caller(subject, token.getClaimAsString("iss") + "#" + subject, role))
                .map(caller -> CallerAuthentication.of(caller, Shown.HEADER))
                .orElseGet(() -> CallerAuthentication.withoutRole(subject));
    }

    private Optional<Role> role(Map<String, Object> claims) {
        return settings.roleClaims().stream()
                .flatMap(claim -> texts(find(claims, claim)))
                .filter(text -> text.startsWith(settings.rolePrefix()))
                .flatMap(text -> Role.of(text.substring(settings.rolePrefix().length())).stream())
                .max(Comparator.naturalOrder());
    }

    private static @Nullable Object find(Map<?, ?> claims, String name) {
        int dot = name.indexOf('.');
        if (claims.containsKey(name) || dot < 0) {
            return claims.get(name);
        }
        return claims.get(name.substring(0, dot)) instanceof Map<?, ?> inner
                ? find(inner, name.substring(dot + 1))
                : null;
    }

    private static Stream<String> texts(@Nullable Object claim) {
        return switch (claim) {
            case String text -> Arrays.stream(text.split(" ", -1));
            case Collection<?> list ->
                list.stream().filter(String.class::isInstance).map(String.class::cast);
            case null, default -> Stream.empty();
        };
    }

    private static boolean matches(Pattern pattern, @Nullable String text) {
        return text != null && pattern.matcher(text).matches();
    }
}
