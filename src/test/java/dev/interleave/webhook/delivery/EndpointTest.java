package dev.interleave.webhook.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndpointTest {

    @ParameterizedTest
    @CsvSource({
        "https://hooks.example.com/a, https://HOOKS.example.com:443/a",
        "http://hooks.example.com, http://hooks.example.com.:80/"
    })
    void isTheSameForAllSpellings(URI url, URI same) {
        assertThat(Endpoint.of("alice", same)).isEqualTo(Endpoint.of("alice", url));
    }

    @Test
    void differsByOwnerAndUrl() {
        assertThat(Endpoint.of("alice", URI.create("https://hooks.example.com/a")))
                .isNotEqualTo(Endpoint.of("bob", URI.create("https://hooks.example.com/a")))
                .isNotEqualTo(Endpoint.of("alice", URI.create("https://hooks.example.com/b")))
                .isNotEqualTo(Endpoint.of("alice", URI.create("https://hooks.example.com/a?b")))
                .isNotEqualTo(Endpoint.of("alice", URI.create("https://hooks.example.com:8443/a")));
    }
}
