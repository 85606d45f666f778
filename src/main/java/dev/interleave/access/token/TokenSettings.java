package dev.interleave.access.token;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Settings of the tokens (JWTs) of an OAuth 2 issuer. Immutable. The issuer is configured with
/// `spring.security.oauth2.resourceserver.jwt.issuer-uri`.
///
/// @param roleClaims claims with roles, each a list or a text separated by spaces; a dot selects a member of an
///     object, as in `realm_access.roles`
/// @param rolePrefix prefix of the role claim, before `reader`, `submitter` or `admin`, so that roles of
///     another service do not count; may be empty
@ConfigurationProperties("interleave.security.jwt")
public record TokenSettings(
        @DefaultValue({"scope", "scp", "roles"}) List<String> roleClaims,
        @DefaultValue("interleave:") String rolePrefix) {

    public TokenSettings {
        roleClaims = List.copyOf(roleClaims);
    }
}
