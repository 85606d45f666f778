package dev.interleave.rest.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PreferHeaderTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\'', textBlock = """
                    wait=5                             | 5
                    wait = 5                           | 5
                    WAIT=5                             | 5
                    wait="7"                           | 7
                    wait=0                             | 0
                    wait=60                            | 60
                    wait=61                            | 60
                    wait=999999999                     | 60
                    wait=999999999999                  | 60
                    wait=0000000000005                 | 5
                    wait=99999999999999999999999999999 | 60
                    respond-async, wait=10             | 10
                    respond-async;foo="a,wait=1",wait=3| 3
                    foo="x\\",wait=1", wait=4          | 4
                    wait=8; foo=bar                    | 8
                    wait=9, wait=1                     | 9
                    ,, wait=2                          | 2
                    """)
    void readsWait(String header, int seconds) {
        assertThat(PreferHeader.parse(List.of(header)).waitSeconds()).hasValue(seconds);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "wait",
                "wait=",
                "wait=-1",
                "wait=+1",
                "wait=1.5",
                "wait=ten",
                "wait=\"5",
                "wait=5 6",
                "wait=1=2",
                "waiting=5",
                "return=minimal",
                "foo;wait=5",
                "foo=\"wait=5\"",
                "wait=x, wait=5",
                "\"",
                "wait=\u0665"
            })
    void ignoresTheRest(String header) {
        assertThat(PreferHeader.parse(List.of(header)).waitSeconds()).isEmpty();
    }

    @Test
    void readsAllHeaderLinesInOrder() {
        assertThat(PreferHeader.parse(List.of("foo=\"unclosed", "wait=2", "wait=3"))
                        .waitSeconds())
                .hasValue(2);
    }

    @ParameterizedTest
    @CsvSource({"wait=60, 58", "wait=59, 58", "wait=58, 58", "wait=5, 5", "respond-async, 0"})
    void leavesTimeBeforeProxiesGiveUp(String header, long seconds) {
        assertThat(PreferHeader.parse(List.of(header)).longestWait()).hasSeconds(seconds);
    }

    @Test
    void namesTheAppliedPreferences() {
        assertThat(PreferHeader.parse(List.of("wait=300")).appliedHeader()).contains("wait=60");
        assertThat(PreferHeader.parse(List.of()).appliedHeader()).isEmpty();
    }
}
