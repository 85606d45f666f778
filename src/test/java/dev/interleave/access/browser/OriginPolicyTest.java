package dev.interleave.access.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.access.SecuritySettings;
import dev.interleave.access.token.web.IssuerValidator;
import dev.interleave.rest.link.LinkSettings;
import dev.interleave.rest.link.PublicUrl;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;

/// What may be configured of other names and other sites, and of the issuer.
class OriginPolicyTest {

    @Test
    void aConfiguredNameIsOneOfThisService() {
        OriginPolicy originPolicy = sites(List.of("Jobs.Example", "jobs"), List.of());

        assertThat(originPolicy.isAllowedHost("jobs.example")).isTrue();
        assertThat(originPolicy.isAllowedHost("JOBS.example:8443")).isTrue();
        assertThat(originPolicy.isAllowedHost("jobs:80")).isTrue();
        assertThat(originPolicy.isAllowedHost("x.jobs.example")).isFalse();
        assertThat(originPolicy.isAllowedHost("jobs.example.evil")).isFalse();
        assertThat(originPolicy.isAllowedHost("")).isFalse();
        assertThat(originPolicy.isAllowedHost(":80")).isFalse();
    }

    @Test
    void onlyConfiguredSitesMayCall() {
        OriginPolicy originPolicy = sites(List.of(), List.of("https://app.example", "http://localhost:3000"));

        assertThat(originPolicy.isAllowedOrigin("https://app.example")).isTrue();
        assertThat(originPolicy.isAllowedOrigin("http://localhost:3000")).isTrue();
        assertThat(originPolicy.isAllowedOrigin("http://app.example")).isFalse();
        assertThat(originPolicy.isAllowedOrigin("https://app.example:444")).isFalse();
        assertThat(originPolicy.isAllowedOrigin("https://app.example.evil")).isFalse();
        assertThat(originPolicy.isAllowedOrigin("null")).isFalse();
        assertThat(originPolicy.isAllowedOrigin(null)).isFalse();
    }

    @Test
    void thePublicUrlIsOwnHostAndOrigin() {
        OriginPolicy originPolicy = sites(List.of(), List.of("https://app.example:443", "http://app.example:443"));

        assertThat(originPolicy.isAllowedHost("il.lan")).isTrue();
        assertThat(originPolicy.isOwnOrigin("http://il.lan")).isTrue();
        assertThat(originPolicy.isOwnOrigin("https://il.lan")).isFalse();
        assertThat(originPolicy.isOwnOrigin("http://app.example")).isFalse();
        assertThat(originPolicy.isOwnOrigin(null)).isFalse();
        assertThat(originPolicy.isAllowedOrigin("http://il.lan")).isFalse();
        assertThat(originPolicy.origins()).containsExactly("https://app.example", "http://app.example:443");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "a b", "https://app.example", "app.example:80", "-a", "a/b"})
    void aNameThatIsNoneStopsTheStart(String host) {
        assertThatThrownBy(() -> sites(List.of("good.example", host), List.of()))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("interleave.security.allowed-hosts[1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "", "null", "app.example", "https://app.example/", "ftp://app.example", "https://*.b"})
    void anOriginThatIsNoneStopsTheStart(String origin) {
        assertThatThrownBy(() -> sites(List.of(), List.of(origin)))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("interleave.security.allowed-origins[0]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"issuer.example", "ftp://issuer.example", "https://", "https://a b", "file:///etc/passwd"})
    void soDoesAnIssuerThatIsNoUrl(String uri) {
        var issuer = new OAuth2ResourceServerProperties();
        issuer.getJwt().setIssuerUri(uri);
        var keys = new OAuth2ResourceServerProperties();
        keys.getJwt().setJwkSetUri(uri);

        assertThatThrownBy(() -> new IssuerValidator(issuer))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("issuer-uri");
        assertThatThrownBy(() -> new IssuerValidator(keys))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("jwk-set-uri");
    }

    private static OriginPolicy sites(List<String> hosts, List<String> origins) {
        return new OriginPolicy(
                new SecuritySettings(null, hosts, origins),
                new PublicUrl(new LinkSettings("http://il.lan:80/queue"), ""));
    }
}
