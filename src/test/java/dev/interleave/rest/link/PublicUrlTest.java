package dev.interleave.rest.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;

class PublicUrlTest {

    @ParameterizedTest
    @CsvSource({
        "https://jobs.example, https://jobs.example, https://jobs.example",
        "https://jobs.example/, https://jobs.example, https://jobs.example",
        "https://jobs.example/interleave/, https://jobs.example, https://jobs.example/interleave",
        "HTTP://Jobs.Example:80/a/b, http://jobs.example, http://jobs.example:80/a/b",
        "http://il.lan:8080/, http://il.lan:8080, http://il.lan:8080",
        "https://[2001:db8::1]:8443/x, https://[2001:db8::1]:8443, https://[2001:db8::1]:8443/x",
        "' https://jobs.example ', https://jobs.example, https://jobs.example",
    })
    void linksAndOriginFollowFromTheUrl(String url, String origin, String base) {
        PublicUrl publicUrl = publicUrl(url, "/other");

        assertThat(publicUrl.origin()).contains(origin);
        assertThat(publicUrl.basePath().link("/v1/jobs")).isEqualTo(base + "/v1/jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs.example",
                "/interleave",
                "//jobs.example",
                "ftp://jobs.example",
                "mailto:a@b.example",
                "https:jobs.example",
                "https://",
                "https:///x",
                "https://jobs.example?x",
                "https://jobs.example#x",
                "https://user@jobs.example",
                "https://user:secret@jobs.example",
                "https://jobs.example:70000",
                "https://jobs.example:0",
                "https://jobs.example:port",
                "https://jobs.example/a b",
                "https://jobs.example/../a",
                "https://jobs.example//a",
                "https://jobs_example",
                "javascript:alert(1)"
            })
    void aUrlThatIsNoneStopsTheStart(String url) {
        assertThatThrownBy(() -> publicUrl(url, ""))
                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                .hasMessageContaining("interleave.public-url");
    }

    @Test
    void withoutAUrlLinksHaveTheContextPath() {
        for (String nothing : new String[] {"", " "}) {
            assertThat(publicUrl(nothing, "/interleave/").basePath().link("/v1/jobs"))
                    .isEqualTo("/interleave/v1/jobs");
            assertThat(publicUrl(nothing, "").origin()).isEmpty();
        }
        assertThat(publicUrl(null, "").basePath()).isEqualTo(BasePath.ROOT);
        assertThat(publicUrl(null, "/").basePath()).isEqualTo(BasePath.ROOT);
    }

    private static PublicUrl publicUrl(@Nullable String url, String contextPath) {
        return new PublicUrl(new LinkSettings(url), contextPath);
    }
}
