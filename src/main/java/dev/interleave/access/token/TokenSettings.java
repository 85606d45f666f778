package dev.interleave.access.token;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How the tokens (JWTs) of an OAuth 2 issuer say what somebody may do. Which issuer that is, if any, is said
/// by Spring's own `spring.security.oauth2.resourceserver.jwt.issuer-uri`.
///
/// @param roleClaims claims that may name roles, each a list or a text with spaces in between; a dot leads into
///     an object, as in `realm_access.roles`
/// @param rolePrefix what stands before `reader`, `submitter` or `admin` there, so that the admins of another
///     service are not taken for those of this one; may be empty
@ConfigurationProperties("interleave.security.jwt")
public record TokenSettings(
        @DefaultValue({"scope", "scp", "roles"}) List<String> roleClaims,
        @DefaultValue("interleave:") String rolePrefix) {

    public TokenSettings {
        roleClaims = List.copyOf(roleClaims);
    }
}
