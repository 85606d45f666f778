package dev.interleave.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.interleave.rest.problem.FieldError;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

    private static final String INTEGER =
            "must be a JSON integer from 0 to 1000000, without quotes, fraction or exponent";
    private static final String NOT_NULL = "; leave it out instead of null";
    private static final Pattern KEY = Pattern.compile("[a-z/~]{1,5}");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 1_000_000})
    void readsIntegersWithinTheirLimits(long n) {
        JsonFields fields = fields("{\"n\":" + n + "}");

        assertThat(fields.requiredLong("n", 0, 1_000_000)).isEqualTo(n);
        assertThatCode(fields::throwIfInvalid).doesNotThrowAnyException();
    }

    @Test
    void readsTheWholeRangeOfLong() {
        JsonFields fields = fields("{\"a\":-9223372036854775808,\"b\":9223372036854775807}");

        assertThat(fields.requiredLong("a", Long.MIN_VALUE, 0)).isEqualTo(Long.MIN_VALUE);
        assertThat(fields.requiredLong("b", 0, Long.MAX_VALUE)).isEqualTo(Long.MAX_VALUE);
        assertThatCode(fields::throwIfInvalid).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"5\"",
                "5.0",
                "1e3",
                "1E3",
                "-0",
                "-1",
                "null",
                "true",
                "[]",
                "{}",
                "1000001",
                "9223372036854775808",
                "99999999999999999999999999999999999999999999",
                "0.0",
                "-0.0",
                "0e0"
            })
    void rejectsEveryOtherInteger(String value) {
        assertErrors("{\"n\":" + value + "}", fields -> fields.requiredLong("n", 0, 1_000_000), error("/n", INTEGER));
        assertErrors("{\"n\":" + value + "}", fields -> fields.optionalLong("n", 0, 1_000_000), error("/n", INTEGER));
    }

    @Test
    void requiresAMissingIntegerOnlyWhereItIsMandatory() {
        assertErrors("{}", fields -> fields.requiredLong("n", 0, 1_000_000), error("/n", "is required and " + INTEGER));
        assertThat(fields("{}").optionalLong("n", 0, 1)).isEmpty();
    }

    @Test
    void namesMissingMembers() {
        assertErrors(
                "{\"b\":null}",
                fields -> fields.required("a", "b", "c"),
                error("/a", "is required"),
                error("/c", "is required"));
    }

    @Test
    void readsTexts() {
        JsonFields fields = fields("{\"s\":\"abc\",\"t\":\"PT5M\",\"e\":[\"b\",\"a\"]}");

        assertThat(fields.string("s", 3)).contains("abc");
        assertThat(fields.oneOf("s", List.of("x", "abc"))).contains("abc");
        assertThat(fields.duration("t", Duration.ofMinutes(5), Duration.ofMinutes(5)))
                .contains(Duration.ofMinutes(5));
        assertThat(fields.someOf("e", List.of("a", "b", "c")).orElseThrow()).containsExactly("b", "a");
        assertThat(fields.string("absent", 3)).isEmpty();
        assertThatCode(fields::throwIfInvalid).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"abcd\"", "5", "null", "[\"a\"]", "\"\\u0000\""})
    void rejectsInvalidStrings(String value) {
        assertPointers("{\"s\":" + value + "}", fields -> fields.string("s", 3), "/s");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"c\"", "\"A\"", "1", "null"})
    void rejectsValuesOutsideOfTheSet(String value) {
        assertErrors(
                "{\"s\":" + value + "}",
                fields -> fields.oneOf("s", List.of("a", "b")),
                error("/s", "must be one of \"a\", \"b\"" + (value.equals("null") ? NOT_NULL : "")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "[\"a\",\"a\"]", "[\"c\"]", "[1]", "\"a\"", "null", "[null]", "[\"a\",\"b\",\"a\"]"})
    void rejectsInvalidSets(String value) {
        assertPointers("{\"e\":" + value + "}", fields -> fields.someOf("e", List.of("a", "b")), "/e");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"PT0S\"",
                "\"PT2H\"",
                "\"-PT5M\"",
                "\"5m\"",
                "\"\"",
                "\"P1Y\"",
                "300",
                "null",
                "\"PT999999999999999999999S\"",
                "\"PT0.0000000000000000000000000000000000000000000000001S\""
            })
    void rejectsInvalidDurations(String value) {
        assertPointers(
                "{\"t\":" + value + "}",
                fields -> fields.duration("t", Duration.ofSeconds(1), Duration.ofHours(1)),
                "/t");
    }

    @Test
    void readsMapsInOrder() {
        JsonFields fields = fields("{\"labels\":{\"b\":\"1\",\"a\":\"\"}}");

        assertThat(fields.stringMap("labels", 2, KEY, 3)).containsExactly(entry("b", "1"), entry("a", ""));
        assertThat(fields.stringMap("absent", 2, KEY, 3)).isEmpty();
        assertThatCode(fields::throwIfInvalid).doesNotThrowAnyException();
    }

    @Test
    void pointsIntoMaps() {
        assertPointers(
                "{\"labels\":{\"a/~\":\"long\",\"TOO BIG\":\"1\",\"c\":null}}",
                fields -> fields.stringMap("labels", 5, KEY, 3),
                "/labels/a~1~0",
                "/labels/TOO BIG",
                "/labels/c");
        assertPointers(
                "{\"labels\":{\"a\":\"\",\"b\":\"\"}}", fields -> fields.stringMap("labels", 1, KEY, 3), "/labels");
        assertPointers("{\"labels\":[]}", fields -> fields.stringMap("labels", 1, KEY, 3), "/labels");
        assertPointers("{\"labels\":null}", fields -> fields.stringMap("labels", 1, KEY, 3), "/labels");
    }

    @Test
    void readsArraysWithinTheirLimits() {
        assertThat(fields("{\"a\":[1,2]}").array("a", 1, 2).orElseThrow()).hasSize(2);
        assertPointers("{\"a\":[]}", fields -> fields.array("a", 1, 2), "/a");
        assertPointers("{\"a\":[1,2,3]}", fields -> fields.array("a", 1, 2), "/a");
        assertPointers("{\"a\":{}}", fields -> fields.array("a", 1, 2), "/a");
        assertPointers("{\"a\":null}", fields -> fields.array("a", 0, 2), "/a");
    }

    @Test
    void reportsErrorsOfAllLevelsAtOnce() {
        assertPointers(
                "{\"n\":\"5\",\"o\":{\"n\":null}}",
                fields -> {
                    fields.requiredLong("n", 0, 9);
                    fields.child(fields.object("o").orElseThrow(), "/o").requiredLong("n", 0, 9);
                    fields.addError("p", "is required");
                    fields.addErrorAt("/jobs/3", "must be an object");
                },
                "/n",
                "/o/n",
                "/p",
                "/jobs/3");
    }

    @Test
    void reportsAtMostAHundredErrors() {
        JsonFields fields = fields("{}");
        for (int i = 0; i < 1000; i++) {
            fields.addErrorAt("/" + i, "is wrong");
        }

        assertThat(thrownBy(fields::throwIfInvalid).errors()).hasSize(100);
    }

    @Test
    void namesUnknownMembersAndTheKnownOnes() {
        JsonFields fields = fields("{}").child(body("{\"n\":1,\"a/b\":3}"), "/jobs/0");

        ProblemException problem = thrownBy(() -> fields.only("n", "labels"));

        assertThat(problem.type()).isEqualTo(ProblemType.MALFORMED_REQUEST);
        assertThat(problem.errors())
                .containsExactly(
                        new FieldError("/jobs/0/a~1b", "is not a member of this object; it may have n, labels"));
        assertThatCode(() -> fields("{\"n\":1}").only("n", "labels")).doesNotThrowAnyException();
    }

    @Test
    void pointsToALongNameByItsStart() {
        String json = "{\"%s\":1}".formatted("~".repeat(500_000));

        assertThat(thrownBy(() -> fields(json).only("n")).errors().getFirst().pointer())
                .isEqualTo("/" + "~0".repeat(100) + "…");
    }

    private static JsonObject body(String json) {
        return StrictJson.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonFields fields(String json) {
        return JsonFields.of(body(json));
    }

    private static FieldError error(String pointer, String detail) {
        return new FieldError(pointer, detail);
    }

    private static void assertPointers(String json, Consumer<JsonFields> reading, String... pointers) {
        assertThat(errors(json, reading)).extracting(FieldError::pointer).containsExactly(pointers);
    }

    private static void assertErrors(String json, Consumer<JsonFields> reading, FieldError... errors) {
        assertThat(errors(json, reading)).containsExactly(errors);
    }

    private static List<FieldError> errors(String json, Consumer<JsonFields> reading) {
        JsonFields fields = fields(json);
        reading.accept(fields);
        ProblemException problem = thrownBy(fields::throwIfInvalid);
        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_INPUT);
        return problem.errors();
    }

    private static ProblemException thrownBy(ThrowingCallable call) {
        return Optional.ofNullable(catchThrowableOfType(ProblemException.class, call))
                .orElseThrow();
    }
}
