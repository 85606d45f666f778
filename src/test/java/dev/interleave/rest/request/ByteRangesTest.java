package dev.interleave.rest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bytes=0-9                          | 0-9
                    Bytes=0-9                          | 0-9
                    bytes= 0-1 ,, 5-                   | 0-1 5-99
                    bytes=0-99999999999999999999       | 0-99
                    bytes=-99999999999999999999        | 0-99
                    bytes=99999999999999999999-        | ''
                    bytes=1-2, 456574-                 | 1-2
                    bytes=-0                           | ''
                    bytes=00000000000000000000000007-8 | 7-8
                    """)
    void cutsRangesToTheLength(String header, String ranges) {
        assertThat(ByteRanges.parse(header, 100).orElseThrow().satisfiable().stream()
                        .map(range -> range.first() + "-" + range.last())
                        .collect(Collectors.joining(" ")))
                .isEqualTo(ranges);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bytes=5-4",
                "bytes=99999999999999999999-99999999999999999998",
                "bytes=-",
                "bytes=five",
                "bytes=1-2-3",
                "bytes=\u0661-2"
            })
    void rejectsMalformedRanges(String header) {
        assertThat(ByteRanges.parse(header, 100)).isEmpty();
    }

    @Test
    void rejectsMoreThanAHundredRanges() {
        assertThat(ByteRanges.parse("bytes=" + "0-0,".repeat(100) + "0-0", 100)).isEmpty();
    }
}
