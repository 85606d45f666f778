package dev.interleave.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StrictJsonTest {

    @Test
    void keepsEveryKindOfValueAsItWasSent() {
        JsonObject read = parse("""
                {"s": "\\u00e9\\ud83d\\ude00", "i": -0, "f": 1.50e+3, "t": true, "f2": false, "z": null, "a": [1, []], "o": {"": "x"}}
                """);

        assertThat(read)
                .isEqualTo(new JsonObject(Map.of(
                        "s", new JsonString("é😀"),
                        "i", new JsonNumber("-0"),
                        "f", new JsonNumber("1.50e+3"),
                        "t", new JsonBoolean(true),
                        "f2", new JsonBoolean(false),
                        "z", new JsonNull(),
                        "a", new JsonArray(List.of(new JsonNumber("1"), new JsonArray(List.of()))),
                        "o", new JsonObject(Map.of("", new JsonString("x"))))));
        assertThat(read.members().keySet()).containsExactly("s", "i", "f", "t", "f2", "z", "a", "o");
    }

    @Test
    void keepsNumbersAndStringsUpToTheBodyLimit() {
        String digits = "9".repeat(RequestLimits.MAX_BODY_BYTES - 6);

        assertThat(parse("{\"n\":" + digits + "}").members()).containsEntry("n", new JsonNumber(digits));
        assertThat(parse("{\"n\":\"" + digits.substring(2) + "\"}").members())
                .containsEntry("n", new JsonString(digits.substring(2)));
        assertThat(parse("{\"" + digits.substring(2) + "\":1}").members()).containsKey(digits.substring(2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{",
                "}",
                "{\"n\":1",
                "{\"n\":1,}",
                "{,}",
                "{\"n\" 1}",
                "{n:1}",
                "{'n':1}",
                "{\"n\":NaN}",
                "{\"n\":Infinity}",
                "{\"n\":-Infinity}",
                "{\"n\":01}",
                "{\"n\":-}",
                "{\"n\":+1}",
                "{\"n\":.5}",
                "{\"n\":5.}",
                "{\"n\":1e}",
                "{\"n\":0x10}",
                "{\"n\":truth}",
                "{\"n\":1 2}",
                "{\"n\":[1,]}",
                "{\"n\":[,1]}",
                "{\"n\":[1}",
                "{\"n\":\"\\x\"}",
                "{\"n\":\"\\ud80\"}",
                "{\"n\":\"line\nbreak\"}",
                "{\"n\":1 /* comment */}",
                "{\"n\":1} // comment",
                "# comment\n{\"n\":1}",
                "{\"n\":1}\u0000",
                "\u00a0{\"n\":1}"
            })
    void rejectsTextThatIsNotJson(String body) {
        assertRefused(body, "not valid JSON at line");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    ``                          | empty
                    `  `                        | empty
                    []                          | not a JSON object
                    1                           | not a JSON object
                    "x"                         | not a JSON object
                    null                        | not a JSON object
                    {"n":1}{"n":2}              | goes on after the JSON object at line 1, column 8
                    {"n":1} 2                   | goes on after
                    {"n":1,"n":1}               | "n" is there twice
                    {"n":1,"\\u006e":1}         | "n" is there twice
                    {"a":[{"b":1,"c":2,"b":3}]} | "b" is there twice
                    {"n":"\\ud800"}             | surrogate
                    {"n":"\\udc00\\ud800"}      | surrogate
                    {"\\ud83dx":1}              | surrogate
                    """)
    void saysWhatIsWrong(String body, String detail) {
        assertRefused(body, detail);
    }

    @Test
    void quotesOnlyTheStartOfALongName() {
        String name = "x".repeat(99) + "😀";

        assertRefused("{\"%1$sy\":1,\"%1$sy\":2}".formatted(name), '"' + name + "…\" is there twice");
        assertRefused("{\"%1$s\":1,\"%1$s\":2}".formatted("x".repeat(500_000)), '"' + "x".repeat(100) + "…\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "c3", "c0af", "eda080", "f8888080", "f4908080"})
    void rejectsMalformedUtf8(String hex) {
        String body = "{\"n\":\"" + new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1) + "\"}";

        assertRefused(body.getBytes(StandardCharsets.ISO_8859_1), "not UTF-8");
    }

    @Test
    void rejectsOtherEncodings() {
        assertRefused("{\"n\":1}".getBytes(StandardCharsets.UTF_16BE), "JSON");
        assertRefused("\uFEFF{\"n\":1}", "byte order mark");
    }

    @Test
    void readsTwentyLevelsAndNoMore() {
        assertThat(parse(nested(RequestLimits.MAX_JSON_DEPTH)).members()).hasSize(1);
        assertRefused(nested(RequestLimits.MAX_JSON_DEPTH + 1), "deeper than 20");
        assertRefused(nested(400_000), "deeper than 20");
    }

    private static String nested(int levels) {
        return "{\"a\":" + "[".repeat(levels - 1) + "]".repeat(levels - 1) + "}";
    }

    private static JsonObject parse(String body) {
        return StrictJson.parse(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertRefused(String body, String detail) {
        assertRefused(body.getBytes(StandardCharsets.UTF_8), detail);
    }

    private static void assertRefused(byte[] body, String detail) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> StrictJson.parse(body))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST))
                .satisfies(problem -> assertThat(problem.detail()).contains(detail));
    }
}
