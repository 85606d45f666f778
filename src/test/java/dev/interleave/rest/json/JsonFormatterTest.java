package dev.interleave.rest.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFormatterTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"a\":[]}",
                "{\"a\":[1,-0,1.50,1e400,123456789012345678901234567890],\"b\":{\"c\":null,\"d\":true,\"e\":false}}",
                "{\"\\\"\\\\\\n\\u0001\":\"ü 😀 \\t\"}",
                "{\"program\":\"def main():\\n    return {'a': \\\"b\\\"}\\n\"}"
            })
    void keepsWhatWasRead(String text) {
        JsonObject read = StrictJson.parse(text.getBytes(StandardCharsets.UTF_8));

        String formatted = JsonFormatter.format(read);

        assertThat(formatted).isEqualTo(text);
        assertThat(StrictJson.parse(formatted.getBytes(StandardCharsets.UTF_8))).isEqualTo(read);
    }
}
