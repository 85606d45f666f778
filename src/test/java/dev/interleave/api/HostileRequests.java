package dev.interleave.api;

import static dev.interleave.api.HostileRequest.field;
import static dev.interleave.api.HostileRequest.get;
import static dev.interleave.api.HostileRequest.post;
import static dev.interleave.api.HostileRequest.request;
import static dev.interleave.api.HostileRequest.submit;
import static dev.interleave.rest.problem.ProblemType.HEADERS_TOO_LARGE;
import static dev.interleave.rest.problem.ProblemType.ILLEGAL_TRANSITION;
import static dev.interleave.rest.problem.ProblemType.INVALID_HEADER;
import static dev.interleave.rest.problem.ProblemType.INVALID_INPUT;
import static dev.interleave.rest.problem.ProblemType.INVALID_PARAMETER;
import static dev.interleave.rest.problem.ProblemType.JOB_HAS_NO_RESULT;
import static dev.interleave.rest.problem.ProblemType.JOB_NOT_FINISHED;
import static dev.interleave.rest.problem.ProblemType.MALFORMED_REQUEST;
import static dev.interleave.rest.problem.ProblemType.METHOD_NOT_ALLOWED;
import static dev.interleave.rest.problem.ProblemType.NOT_ACCEPTABLE;
import static dev.interleave.rest.problem.ProblemType.NOT_FOUND;
import static dev.interleave.rest.problem.ProblemType.RANGE_NOT_SATISFIABLE;
import static dev.interleave.rest.problem.ProblemType.TOO_LARGE;
import static dev.interleave.rest.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static dev.interleave.rest.problem.ProblemType.URI_TOO_LONG;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The table of requests that are refused and change nothing.
final class HostileRequests {

    private static final String JSON = "Content-Type: application/json";
    private static final String GOOD = "{\"n\":5}";
    /// In UTF-8, as bytes.
    private static final String SMILEY = "\u00f0\u009f\u0098\u0080";

    private static final int BODY_LIMIT = 1_000_000;

    private HostileRequests() {}

    static Stream<HostileRequest> all() {
        return Stream.of(
                        values(),
                        fields(),
                        objects(),
                        json(),
                        bytes(),
                        mediaTypes(),
                        sizes(),
                        batches(),
                        simulations(),
                        ids(),
                        states(),
                        parameters(),
                        pageTokens(),
                        methods(),
                        accepts(),
                        keys(),
                        ranges())
                .flatMap(List::stream);
    }

    private static List<HostileRequest> values() {
        return List.of(
                field("/n", "n has an exponent", "{\"n\":1e3}"),
                field("/n", "n has an exponent of nothing", "{\"n\":1E0}"),
                field("/n", "n has a fraction of nothing", "{\"n\":5.0}"),
                field("/n", "n is a fraction", "{\"n\":0.5}"),
                field("/n", "n is -0", "{\"n\":-0}"),
                field("/n", "n is -1", "{\"n\":-1}"),
                field("/n", "n is a string", "{\"n\":\"5\"}"),
                field("/n", "n is an empty string", "{\"n\":\"\"}"),
                field("/n", "n is null", "{\"n\":null}"),
                field("/n", "n is true", "{\"n\":true}"),
                field("/n", "n is an array", "{\"n\":[5]}"),
                field("/n", "n is an object", "{\"n\":{\"n\":5}}"),
                field("/n", "n is missing", "{}"),
                field("/n", "n is missing beside others", "{\"algorithm\":\"auto\",\"labels\":{}}"),
                field("/n", "n is one above the limit", "{\"n\":1000001}"),
                field("/n", "n does not fit a long", "{\"n\":9223372036854775808}"),
                field("/n", "n wraps around to 5", "{\"n\":18446744073709551621}"),
                field("/n", "n is ten to the 400", "{\"n\":1" + "0".repeat(400) + "}"),
                field("/n", "n is 1e400", "{\"n\":1e400}"),
                field("/n", "n has an exponent that eats memory", "{\"n\":1e999999999}"),
                field("/n", "n has a megabyte of digits", "{\"n\":" + "9".repeat(BODY_LIMIT - 6) + "}"),
                field("/n", "n has a megabyte of digits and a sign", "{\"n\":-" + "9".repeat(BODY_LIMIT - 7) + "}"),
                field("/n", "n has a megabyte of decimals", "{\"n\":5." + "0".repeat(BODY_LIMIT - 8) + "}"),
                ofK("k is missing", ""),
                ofK("k is larger than n", ",\"k\":8"),
                ofK("k is -1", ",\"k\":-1"),
                ofK("k is -0", ",\"k\":-0"),
                ofK("k has a fraction of nothing", ",\"k\":2.0"),
                ofK("k has an exponent", ",\"k\":1e0"),
                ofK("k is a string", ",\"k\":\"2\""),
                ofK("k is null", ",\"k\":null"),
                ofK("k has half a megabyte of digits", ",\"k\":" + "9".repeat(BODY_LIMIT / 2)));
    }

    private static HostileRequest ofK(String name, String rest) {
        return field("/k", name, "{\"computation\":\"binomial\",\"n\":7" + rest + "}");
    }

    private static List<HostileRequest> fields() {
        return List.of(
                field("/computation", "computation is unknown", "{\"n\":5,\"computation\":\"lucas\"}"),
                field("/computation", "computation in capitals", "{\"n\":5,\"computation\":\"FACTORIAL\"}"),
                field("/computation", "computation is null", "{\"n\":5,\"computation\":null}"),
                field("/computation", "computation is a number", "{\"n\":5,\"computation\":1}"),
                field("/algorithm", "algorithm is unknown", "{\"n\":5,\"algorithm\":\"slow\"}"),
                field("/algorithm", "algorithm is empty", "{\"n\":5,\"algorithm\":\"\"}"),
                field("/algorithm", "algorithm is an array", "{\"n\":5,\"algorithm\":[\"auto\"]}"),
                field("/algorithm", "algorithm is null", "{\"n\":5,\"algorithm\":null}"),
                field("/labels", "labels are null", "{\"n\":5,\"labels\":null}"),
                field("/labels", "labels are an array", "{\"n\":5,\"labels\":[\"team:a\"]}"),
                field("/labels", "labels are 17", "{\"n\":5,\"labels\":" + labels(17) + "}"),
                field("/labels/team", "a label is a number", "{\"n\":5,\"labels\":{\"team\":1}}"),
                field("/labels/team", "a label is null", "{\"n\":5,\"labels\":{\"team\":null}}"),
                field("/labels/team", "a label is too long", label("team", "x".repeat(257))),
                field("/labels/team", "a label has a NUL", label("team", "\\u0000")),
                field("/labels/", "a label has no name", label("", "x")),
                field("/labels/a:b", "the name of a label has a colon", label("a:b", "x")),
                field("/labels/~1a", "the name of a label starts with a slash", label("/a", "x")),
                field("/labels/~0a", "the name of a label starts with a tilde", label("~a", "x")),
                field("/labels/" + "a".repeat(64), "the name of a label is too long", label("a".repeat(64), "x")),
                field("/timeout", "timeout is a number", "{\"n\":5,\"timeout\":5}"),
                field("/timeout", "timeout is null", "{\"n\":5,\"timeout\":null}"),
                field("/timeout", "timeout is no duration", "{\"n\":5,\"timeout\":\"5m\"}"),
                field("/timeout", "timeout is empty", "{\"n\":5,\"timeout\":\"\"}"),
                field("/timeout", "timeout is zero", "{\"n\":5,\"timeout\":\"PT0S\"}"),
                field("/timeout", "timeout is negative", "{\"n\":5,\"timeout\":\"-PT5S\"}"),
                field("/timeout", "timeout is below a millisecond", "{\"n\":5,\"timeout\":\"PT0.0009S\"}"),
                field("/timeout", "timeout is above 30 days", "{\"n\":5,\"timeout\":\"P30DT0.001S\"}"),
                field("/timeout", "timeout overflows", "{\"n\":5,\"timeout\":\"PT9223372036854775808S\"}"),
                field("/timeout", "timeout has a megabyte", "{\"n\":5,\"timeout\":\"P" + "1".repeat(900_000) + "D\"}"));
    }

    private static List<HostileRequest> objects() {
        return List.of(
                submit("k is of another computation", "{\"n\":5,\"k\":2}", MALFORMED_REQUEST)
                        .at("/k"),
                submit("a field is unknown", "{\"n\":5,\"m\":6}", MALFORMED_REQUEST)
                        .at("/m"),
                submit("a field is in capitals", "{\"N\":5}", MALFORMED_REQUEST).at("/N"),
                submit("a field has no name", "{\"n\":5,\"\":6}", MALFORMED_REQUEST)
                        .at("/"),
                submit("a field is unknown and full of slashes", "{\"n\":5,\"a/b~c\":6}", MALFORMED_REQUEST)
                        .at("/a~1b~0c"),
                submit("the name of a field has a megabyte", "{\"" + "x".repeat(900_000) + "\":5}", MALFORMED_REQUEST),
                submit("60,000 fields are unknown", fields(60_000), MALFORMED_REQUEST)
                        .at("/f0"),
                submit("n is there twice", "{\"n\":5,\"n\":6}", MALFORMED_REQUEST),
                submit("n is there twice, alike", "{\"n\":5,\"n\":5}", MALFORMED_REQUEST),
                submit("n is there twice, once in escapes", "{\"n\":5,\"\\u006e\":6}", MALFORMED_REQUEST),
                submit("a label is there twice", "{\"n\":5,\"labels\":{\"a\":\"x\",\"a\":\"y\"}}", MALFORMED_REQUEST),
                submit(
                        "a long name that ends in a pair is there twice",
                        fieldTwice("x".repeat(99) + SMILEY + "y"),
                        MALFORMED_REQUEST),
                submit("n is there twice, far below", "{\"n\":{\"a\":[{\"b\":1,\"b\":2}]}}", MALFORMED_REQUEST),
                submit("a name escapes half of a pair", "{\"n\":5,\"\\ud800\":6}", MALFORMED_REQUEST),
                submit("a label escapes half of a pair", label("a", "\\udc00"), MALFORMED_REQUEST),
                submit("500 arrays", "{\"n\":" + "[".repeat(500) + "]".repeat(500) + "}", MALFORMED_REQUEST),
                submit("500 objects", "{\"n\":".repeat(500) + "1" + "}".repeat(500), MALFORMED_REQUEST),
                submit("100,000 arrays", "{\"n\":" + nested(100_000, "[", "]") + "}", MALFORMED_REQUEST),
                submit("100,000 objects", nested(100_000, "{\"n\":", "}"), MALFORMED_REQUEST),
                submit("100,000 arrays that do not end", "{\"n\":" + "[".repeat(100_000), MALFORMED_REQUEST));
    }

    private static List<HostileRequest> json() {
        return Stream.of(
                        row("nothing", ""),
                        row("a space", " "),
                        row("line ends", "\r\n\r\n"),
                        row("an array", "[{\"n\":5}]"),
                        row("a number", "5"),
                        row("a string", "\"n\""),
                        row("null", "null"),
                        row("true", "true"),
                        row("a form", "n=5"),
                        row("XML", "<n>5</n>"),
                        row("two objects", "{\"n\":5}{\"n\":6}"),
                        row("two objects on two lines", "{\"n\":5}\n{\"n\":6}"),
                        row("an object and text", "{\"n\":5} x"),
                        row("an object and a brace", "{\"n\":5}}"),
                        row("an object and a NUL", "{\"n\":5}\0"),
                        row("an object without its end", "{\"n\":5"),
                        row("half a name", "{\"n"),
                        row("half a value", "{\"n\":tr"),
                        row("a comment before", "/* n */{\"n\":5}"),
                        row("a comment after", "{\"n\":5}// n"),
                        row("a comment of another sort", "{\"n\":5# n\n}"),
                        row("single quotes", "{'n':5}"),
                        row("no quotes", "{n:5}"),
                        row("not a number", "{\"n\":NaN}"),
                        row("infinity", "{\"n\":Infinity}"),
                        row("minus infinity", "{\"n\":-Infinity}"),
                        row("hex", "{\"n\":0x10}"),
                        row("a leading zero", "{\"n\":05}"),
                        row("a plus sign", "{\"n\":+5}"),
                        row("a sign alone", "{\"n\":-}"),
                        row("no digit before the point", "{\"n\":.5}"),
                        row("no digit after the point", "{\"n\":5.}"),
                        row("no digit in the exponent", "{\"n\":5e}"),
                        row("underscores", "{\"n\":1_000}"),
                        row("a comma at the end", "{\"n\":5,}"),
                        row("a comma at the start", "{,\"n\":5}"),
                        row("no colon", "{\"n\" 5}"),
                        row("an equals sign", "{\"n\"=5}"),
                        row("a line end in a string", "{\"n\":5,\"algorithm\":\"au\nto\"}"),
                        row("a tab in a string", "{\"n\":5,\"algorithm\":\"au\tto\"}"),
                        row("a NUL in a string", "{\"n\":5,\"algorithm\":\"au\0to\"}"),
                        row("an unknown escape", "{\"n\":5,\"algorithm\":\"\\auto\"}"),
                        row("an escape without digits", "{\"n\":5,\"algorithm\":\"\\u00zz\"}"),
                        row("a form feed between", "{\f\"n\":5}"))
                .toList();
    }

    private static List<HostileRequest> bytes() {
        List<HostileRequest> rows = new ArrayList<>(List.of(
                row("an overlong slash", label("a", "\u00c0\u00af")),
                row("half a character", label("a", "\u00e2\u0082")),
                row("half of a pair, encoded", label("a", "\u00ed\u00a0\u0080")),
                row("both halves of a pair, encoded", label("a", "\u00ed\u00a0\u00bd\u00ed\u00b8\u0080")),
                row("more than Unicode has", label("a", "\u00f4\u0090\u0080\u0080")),
                row("a byte that UTF-8 does not have", label("a", "\u00ff")),
                row("ISO-8859-1", label("a", "\u00e9")),
                row("a byte order mark", "\u00ef\u00bb\u00bf" + GOOD),
                row("a no-break space between", "{\u00c2\u00a0\"n\":5}")));
        for (String charset : List.of("UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32", "UTF-32LE", "UTF-32BE")) {
            String body = latin(GOOD.getBytes(Charset.forName(charset)));
            rows.add(row(charset, body));
            rows.add(submit(charset + ", as it says", body, UNSUPPORTED_MEDIA_TYPE)
                    .withOnly(JSON + ";charset=" + charset, "Content-Length: " + body.length()));
        }
        rows.add(row("UTF-16LE with a mark", latin("\ufeff{\"n\":5}".getBytes(StandardCharsets.UTF_16LE))));
        rows.add(row("UTF-32BE with a mark", latin("\ufeff{\"n\":5}".getBytes(Charset.forName("UTF-32BE")))));
        return rows;
    }

    private static List<HostileRequest> mediaTypes() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String type : List.of(
                "text/plain",
                "text/json",
                "application/xml",
                "application/octet-stream",
                "application/problem+json",
                "application/vnd.api+json",
                "application/x-www-form-urlencoded",
                "multipart/form-data;boundary=x",
                "application/json;charset=iso-8859-1",
                "application/json;charset=bogus",
                "application/json;version=1",
                "application/json;charset=utf-8;q=1",
                "application/json, text/plain",
                "*/*",
                "json",
                "")) {
            rows.add(submit("Content-Type: " + type, GOOD, UNSUPPORTED_MEDIA_TYPE)
                    .withOnly("Content-Type: " + type, "Content-Length: " + GOOD.length())
                    .telling("Accept"));
        }
        for (String target : List.of("/v1/jobs", "/v1/jobs/batch", "/v1/simulations")) {
            rows.add(post("no Content-Type", target, GOOD, UNSUPPORTED_MEDIA_TYPE)
                    .withOnly("Content-Length: 7")
                    .telling("Accept"));
        }
        for (String coding : List.of("gzip", "deflate", "br", "zstd", "x", "gzip, identity", "identity, gzip")) {
            rows.add(submit("Content-Encoding: " + coding, GOOD, UNSUPPORTED_MEDIA_TYPE)
                    .with("Content-Encoding: " + coding)
                    .telling("Accept-Encoding"));
        }
        rows.add(field("/n", "Content-Encoding: identity, and a wrong value", "{\"n\":\"5\"}")
                .with("Content-Encoding: identity"));
        return rows;
    }

    private static List<HostileRequest> sizes() {
        String chunk = "3e8\r\n" + " ".repeat(1000) + "\r\n";
        return List.of(
                submit("one byte too many", GOOD + " ".repeat(BODY_LIMIT - GOOD.length() + 1), TOO_LARGE),
                submit("a terabyte, it says", "", TOO_LARGE)
                        .withOnly(JSON, "Content-Length: 1000000000000", "Expect: 100-continue"),
                submit("a chunk too many", chunk.repeat(1000) + "7\r\n" + GOOD + "\r\n0\r\n\r\n", TOO_LARGE)
                        .withOnly(JSON, "Transfer-Encoding: chunked"),
                submit("chunks that are none", "z\r\n" + GOOD, MALFORMED_REQUEST)
                        .withOnly(JSON, "Transfer-Encoding: chunked"),
                submit("a length that is none", GOOD, MALFORMED_REQUEST).withOnly(JSON, "Content-Length: seven"),
                submit("a negative length", GOOD, MALFORMED_REQUEST).withOnly(JSON, "Content-Length: -7"),
                submit("two lengths", GOOD, MALFORMED_REQUEST).withOnly(JSON, "Content-Length: 7", "Content-Length: 8"),
                submit("a length and chunks, with a wrong value", "9\r\n{\"n\":\"5\"}\r\n0\r\n\r\n", INVALID_INPUT)
                        .withOnly(JSON, "Content-Length: 9", "Transfer-Encoding: chunked")
                        .at("/n"),
                submit("a header of 100 kB", GOOD, HEADERS_TOO_LARGE).with("X-Large: " + "x".repeat(100_000)),
                submit("1,000 headers", GOOD, HEADERS_TOO_LARGE)
                        .with(IntStream.range(0, 1000)
                                .mapToObj(i -> "X-" + i + ": x")
                                .collect(Collectors.joining("\r\n"))),
                submit("a header without a colon", GOOD, MALFORMED_REQUEST).with("X-Wrong"),
                submit("a header with a space in its name", GOOD, MALFORMED_REQUEST)
                        .with("X Wrong: x"),
                get("a path of 100 kB", "/v1/jobs/" + "x".repeat(100_000), URI_TOO_LONG),
                get("a query of 100 kB", "/v1/jobs?label=a:" + "x".repeat(100_000), URI_TOO_LONG));
    }

    private static List<HostileRequest> batches() {
        return List.of(
                batch("no jobs", "{}").at("/jobs"),
                batch("0 jobs", "{\"jobs\":[]}").at("/jobs"),
                batch("1,001 jobs", "{\"jobs\":[" + repeated(GOOD, 1001) + "]}").at("/jobs"),
                batch("jobs are an object", "{\"jobs\":{\"n\":5}}").at("/jobs"),
                batch("jobs are null", "{\"jobs\":null}").at("/jobs"),
                batch("a job is null", "{\"jobs\":[{\"n\":5},null]}").at("/jobs/1"),
                batch("a job is a number", "{\"jobs\":[5]}").at("/jobs/0"),
                batch("a job is an array", "{\"jobs\":[[{\"n\":5}]]}").at("/jobs/0"),
                batch("one of 1,000 is wrong", "{\"jobs\":[" + repeated(GOOD, 999) + ",{\"n\":-1}]}")
                        .at("/jobs/999/n"),
                batch("one has a wrong label", "{\"jobs\":[{\"n\":5},{\"n\":5,\"labels\":{\"a\":1}}]}")
                        .at("/jobs/1/labels/a"),
                post("one has an unknown field", "/v1/jobs/batch", "{\"jobs\":[{\"n\":5,\"m\":6}]}", MALFORMED_REQUEST)
                        .at("/jobs/0/m"),
                post("an unknown field", "/v1/jobs/batch", "{\"jobs\":[{\"n\":5}],\"m\":6}", MALFORMED_REQUEST)
                        .at("/m"),
                post("an array", "/v1/jobs/batch", "[{\"n\":5}]", MALFORMED_REQUEST),
                post("a key of two words", "/v1/jobs/batch", "{\"jobs\":[{\"n\":5}]}", INVALID_HEADER)
                        .with("Idempotency-Key: two words"));
    }

    private static List<HostileRequest> simulations() {
        return List.of(
                simulation("nothing", "{}").at("/scheduling"),
                simulation("no scheduling", "{\"inputs\":[{\"n\":4}]}").at("/scheduling"),
                simulation("fast", "{\"scheduling\":\"fast\",\"inputs\":[{\"n\":4}]}")
                        .at("/scheduling"),
                simulation("no inputs", "{\"scheduling\":\"sequential\"}").at("/inputs"),
                simulation("0 inputs", "{\"scheduling\":\"sequential\",\"inputs\":[]}")
                        .at("/inputs"),
                simulation("101 inputs", inputs(repeated("{\"n\":1}", 101))).at("/inputs"),
                simulation("10,001 rounds", inputs(repeated("{\"n\":1000}", 10) + ",{\"n\":23}"))
                        .at("/inputs"),
                simulation("n is 1,001", inputs("{\"n\":4},{\"n\":1001}")).at("/inputs/1/n"),
                simulation("n is a string", inputs("{\"n\":\"4\"}")).at("/inputs/0/n"),
                simulation("n is missing", inputs("{}")).at("/inputs/0/n"),
                simulation("an input is a number", inputs("{\"n\":4},4")).at("/inputs/1"),
                post("an unknown field", "/v1/simulations", inputs("{\"n\":4,\"m\":5}"), MALFORMED_REQUEST)
                        .at("/inputs/0/m"),
                post("no JSON", "/v1/simulations", "inputs=4", MALFORMED_REQUEST));
    }

    private static List<HostileRequest> ids() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String path : List.of("", "/result", "/partial")) {
            rows.add(get("an id nobody has", "/v1/jobs/{unknown}" + path, NOT_FOUND));
            rows.add(get("no id", "/v1/jobs/5" + path, NOT_FOUND));
        }
        rows.add(request("an id nobody has", "POST", "/v1/jobs/{unknown}/cancel", NOT_FOUND));
        rows.add(request("an id nobody has", "DELETE", "/v1/jobs/{unknown}", NOT_FOUND));
        rows.add(request("no id", "POST", "/v1/jobs/5/cancel", NOT_FOUND));
        rows.add(request("an id nobody has", "POST", "/v1/jobs/{unknown}/resume", NOT_FOUND));
        rows.add(request("no id", "POST", "/v1/jobs/5/resume", NOT_FOUND));
        rows.add(request("a query where none is", "POST", "/v1/jobs/{running}/resume?now", INVALID_PARAMETER));
        rows.add(request("an id nobody has", "POST", "/v1/jobs/{unknown}/retry", NOT_FOUND));
        rows.add(request("no id", "POST", "/v1/jobs/5/retry", NOT_FOUND));
        rows.add(request("a query where none is", "POST", "/v1/jobs/{running}/retry?now", INVALID_PARAMETER));
        rows.add(request("an id nobody has", "POST", "/v1/jobs/{unknown}/pause", NOT_FOUND));
        rows.add(request("no id", "POST", "/v1/jobs/5/pause", NOT_FOUND));
        rows.add(request("a query where none is", "POST", "/v1/jobs/{running}/pause?now", INVALID_PARAMETER));
        rows.add(request("no id", "DELETE", "/v1/jobs/5", NOT_FOUND));
        rows.addAll(List.of(
                get("an id in braces", "/v1/jobs/%7B{id}%7D", NOT_FOUND),
                get("an id with something behind it", "/v1/jobs/{id}x", NOT_FOUND),
                get("an id with a space before it", "/v1/jobs/%20{id}", NOT_FOUND),
                get("an id with a line end behind it", "/v1/jobs/{id}%0A", MALFORMED_REQUEST),
                get("an id in full-width digits", "/v1/jobs/%EF%BC%90{id}", NOT_FOUND),
                get("a quote, for the database", "/v1/jobs/{id}'%20OR%201=1--", NOT_FOUND),
                get("a path that goes up", "/v1/jobs/../../etc/passwd", MALFORMED_REQUEST),
                get("a path that goes up too far", "/../../etc/passwd", MALFORMED_REQUEST),
                get("a path that goes up in escapes", "/v1/jobs/%2e%2e/%2e%2e/etc/passwd", MALFORMED_REQUEST),
                get("an encoded slash", "/v1/jobs/..%2F..%2Fetc%2Fpasswd", MALFORMED_REQUEST),
                get("a backslash", "/v1/jobs/..%5C..%5Cetc", MALFORMED_REQUEST),
                get("a NUL", "/v1/jobs/%00", MALFORMED_REQUEST),
                get("a broken escape", "/v1/jobs/%zz", MALFORMED_REQUEST),
                get("half an escape", "/v1/jobs/%", MALFORMED_REQUEST),
                get("bytes that are not UTF-8", "/v1/jobs/%ff%fe", MALFORMED_REQUEST),
                get("raw bytes", "/v1/jobs/\u00e9", MALFORMED_REQUEST),
                get("a long id", "/v1/jobs/" + "0".repeat(5_000), NOT_FOUND),
                get("nothing behind the slash", "/v1/jobs/", NOT_FOUND),
                get("a slash too many", "/v1/jobs/{id}/", NOT_FOUND),
                get("an unknown path", "/v1/nothing", NOT_FOUND),
                get("an unknown path below a job", "/v1/jobs/{id}/nothing", NOT_FOUND),
                get("another version", "/v2/jobs", NOT_FOUND),
                get("a path in capitals", "/V1/JOBS", NOT_FOUND),
                request("an unknown path", "POST", "/v1/nothing", NOT_FOUND),
                request("an unknown path", "DELETE", "/v1", NOT_FOUND)));
        return rows;
    }

    private static List<HostileRequest> states() {
        return List.of(
                get("the result of a running job", "/v1/jobs/{running}/result", JOB_NOT_FINISHED)
                        .telling("Retry-After"),
                request("a running job", "DELETE", "/v1/jobs/{running}", JOB_NOT_FINISHED)
                        .telling("Retry-After"),
                get("the result of a cancelled job", "/v1/jobs/{cancelled}/result", JOB_HAS_NO_RESULT),
                get("the partial product of a cancelled job", "/v1/jobs/{cancelled}/partial", JOB_HAS_NO_RESULT),
                request("a finished job", "POST", "/v1/jobs/{id}/cancel", ILLEGAL_TRANSITION));
    }

    private static List<HostileRequest> parameters() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String query : List.of(
                "pageSize=0",
                "pageSize=201",
                "pageSize=-1",
                "pageSize=1.5",
                "pageSize=1e1",
                "pageSize=%2B5",
                "pageSize=05",
                "pageSize=five",
                "pageSize=",
                "pageSize=99999999999999999999",
                "pageSize=5&pageSize=6",
                "pagesize=5",
                "state=",
                "state=RUNNING",
                "state=done",
                "state=queued,running",
                "computation=",
                "computation=lucas",
                "label=",
                "label=team",
                "label=:a",
                "label=a:%00",
                "label=a:%ff",
                "label=a:%zz",
                "label=a:%",
                "labels=a:b",
                "n=5",
                "=5")) {
            rows.add(get("a wrong query", "/v1/jobs?" + query, INVALID_PARAMETER));
        }
        for (String query : List.of("radix=", "radix=2", "radix=016", "radix=0x10", "radix=10&radix=16", "base=16")) {
            rows.add(get("a wrong query", "/v1/jobs/{id}/result?" + query, INVALID_PARAMETER));
        }
        rows.add(get("a query where none is", "/v1/jobs/{id}?radix=16", INVALID_PARAMETER));
        rows.add(get("a query where none is", "/v1/event-loop?n=5", INVALID_PARAMETER));
        rows.add(submit("n in the query", GOOD, INVALID_PARAMETER).toTarget("/v1/jobs?n=5"));
        rows.add(request("a query where none is", "DELETE", "/v1/jobs/{id}?force=true", INVALID_PARAMETER));
        rows.add(request("a query where none is", "POST", "/v1/jobs/{running}/cancel?now", INVALID_PARAMETER));
        return rows;
    }

    private static List<HostileRequest> pageTokens() {
        return Stream.of(
                        "x",
                        "%3D%3D",
                        "{id}",
                        "{cutToken}",
                        "{changedToken}",
                        "{token}%3D%3D",
                        "{token}%0A",
                        "{token}x",
                        "{token}&state=succeeded",
                        "{token}&label=a:b",
                        "{token}&computation=factorial",
                        "A".repeat(27),
                        "A".repeat(5_000))
                .map(token -> get("a wrong token", "/v1/jobs?pageToken=" + token, INVALID_PARAMETER))
                .toList();
    }

    private static List<HostileRequest> methods() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String wrong : List.of(
                "PUT /v1/jobs",
                "PATCH /v1/jobs",
                "DELETE /v1/jobs",
                "TRACE /v1/jobs",
                "BREW /v1/jobs",
                "get /v1/jobs",
                "GET /v1/jobs/batch",
                "DELETE /",
                "DELETE /v1/jobs/batch",
                "PUT /v1/jobs/batch",
                "PATCH /v1/jobs/batch",
                "POST /v1/jobs/{id}",
                "PUT /v1/jobs/{id}",
                "PROPFIND /v1/jobs/{id}",
                "POST /v1/jobs/{id}/result",
                "PUT /v1/jobs/{id}/result",
                "DELETE /v1/jobs/{id}/result",
                "POST /v1/jobs/{id}/partial",
                "DELETE /v1/jobs/{id}/partial",
                "GET /v1/jobs/{running}/cancel",
                "PUT /v1/jobs/{running}/cancel",
                "DELETE /v1/jobs/{running}/cancel",
                "GET /v1/simulations",
                "PUT /v1/simulations",
                "DELETE /v1/simulations",
                "POST /v1/computations",
                "POST /v1/event-loop",
                "DELETE /v1/event-loop",
                "POST /actuator/health",
                "POST /v3/api-docs")) {
            String[] parts = wrong.split(" ");
            rows.add(request("a wrong method", parts[0], parts[1], METHOD_NOT_ALLOWED)
                    .telling("Allow"));
        }
        return rows;
    }

    private static List<HostileRequest> accepts() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String path : List.of(
                "/v1/jobs",
                "/v1/jobs/{id}",
                "/v1/jobs/{id}/result",
                "/v1/jobs/{id}/partial",
                "/v1/computations",
                "/v1/event-loop")) {
            rows.add(get("Accept: image/png", path, NOT_ACCEPTABLE).with("Accept: image/png"));
        }
        for (String target : List.of("/v1/jobs", "/v1/jobs/batch", "/v1/simulations")) {
            rows.add(post("Accept: image/png", target, GOOD, NOT_ACCEPTABLE).with("Accept: image/png"));
        }
        rows.add(request("Accept: image/png", "POST", "/v1/jobs/{running}/cancel", NOT_ACCEPTABLE)
                .with("Accept: image/png"));
        for (String accept :
                List.of("text/html", "text/plain;q=0", "*/*;q=0", "*/*;q=0, text/plain;q=0", "/", "text")) {
            rows.add(get("Accept: " + accept, "/v1/jobs/{id}/result", NOT_ACCEPTABLE)
                    .with("Accept: " + accept));
        }
        return rows;
    }

    private static List<HostileRequest> keys() {
        List<HostileRequest> rows = new ArrayList<>();
        for (String key : List.of("", "two words", "\u00e9", "\u00c3\u00a9", "a\tb", "k".repeat(256))) {
            rows.add(submit("a key of " + key.length() + " characters", GOOD, INVALID_HEADER)
                    .with("Idempotency-Key: " + key));
        }
        rows.add(submit("two keys", GOOD, INVALID_HEADER)
                .with("Idempotency-Key: a")
                .with("Idempotency-Key: b"));
        rows.add(submit("the same key twice", GOOD, INVALID_HEADER)
                .with("Idempotency-Key: a")
                .with("Idempotency-Key: a"));
        rows.add(field("/n", "a good key and a wrong value", "{\"n\":\"5\"}").with("Idempotency-Key: never-kept"));
        return rows;
    }

    private static List<HostileRequest> ranges() {
        return Stream.of("bytes=9-", "bytes=9-10,20-30", "bytes=-0", "bytes=99999999999999999999-")
                .map(range -> get("Range: " + range, "/v1/jobs/{id}/result", RANGE_NOT_SATISFIABLE)
                        .with("Range: " + range)
                        .telling("Content-Range"))
                .toList();
    }

    private static HostileRequest row(String name, String body) {
        return submit(name, body, MALFORMED_REQUEST);
    }

    private static HostileRequest batch(String name, String body) {
        return post(name, "/v1/jobs/batch", body, INVALID_INPUT);
    }

    private static HostileRequest simulation(String name, String body) {
        return post(name, "/v1/simulations", body, INVALID_INPUT);
    }

    private static String inputs(String inputs) {
        return "{\"scheduling\":\"sequential\",\"inputs\":[" + inputs + "]}";
    }

    private static String label(String name, String value) {
        return "{\"n\":5,\"labels\":{\"" + name + "\":\"" + value + "\"}}";
    }

    private static String labels(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"l" + i + "\":\"x\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj(i -> "\"f" + i + "\":1").collect(Collectors.joining(",", "{", "}"));
    }

    private static String fieldTwice(String name) {
        return "{\"n\":5,\"%1$s\":1,\"%1$s\":2}".formatted(name);
    }

    private static String nested(int depth, String open, String close) {
        return open.repeat(depth) + "1" + close.repeat(depth);
    }

    private static String repeated(String text, int times) {
        return String.join(",", Collections.nCopies(times, text));
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
