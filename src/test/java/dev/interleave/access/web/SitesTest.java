package dev.interleave.access.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interleave.access.SecuritySettings;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;

/// What may be configured of other names and other sites, and of the issuer.
class SitesTest {

    @Test
    void aConfiguredNameIsOneOfThisService() {
        Sites sites = sites(List.of("Jobs.Example", "jobs"), List.of());

        assertThat(sites.isHost("jobs.example")).isTrue();
        assertThat(sites.isHost("JOBS.example:8443")).isTrue();
        assertThat(sites.isHost("jobs:80")).isTrue();
        assertThat(sites.isHost("x.jobs.example")).isFalse();
        assertThat(sites.isHost("jobs.example.evil")).isFalse();
        assertThat(sites.isHost("")).isFalse();
        assertThat(sites.isHost(":80")).isFalse();
    }

    @Test
    void onlyConfiguredSitesMayCall() {
        Sites sites = sites(List.of(), List.of("https://app.example", "http://localhost:3000"));

        assertThat(sites.isOrigin("https://app.example")).isTrue();
        assertThat(sites.isOrigin("http://localhost:3000")).isTrue();
        assertThat(sites.isOrigin("http://app.example")).isFalse();
        assertThat(sites.isOrigin("https://app.example:444")).isFalse();
        assertThat(sites.isOrigin("https://app.example.evil")).isFalse();
        assertThat(sites.isOrigin("null")).isFalse();
        assertThat(sites.isOrigin(null)).isFalse();
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

        assertThatThrownBy(() -> new IssuerCheck(issuer))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("issuer-uri");
        assertThatThrownBy(() -> new IssuerCheck(keys))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("jwk-set-uri");
    }

    private static Sites sites(List<String> hosts, List<String> origins) {
        return new Sites(new SecuritySettings(null, hosts, origins));
    }
}
