package dev.interleave.job.origin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The header `traceparent`, read and written as W3C Trace Context has it.
class TraceParentTest {

    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";
    private static final String SPAN = "b7ad6b7169203331";

    @ParameterizedTest
    @CsvSource({
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 01, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00, 00, false",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03, 03, true",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-ff, 03, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01, 01, true",
        "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-what-will-be, 01, true"
    })
    void readsWhatIsWellFormed(String header, String flags, boolean sampled) {
        TraceParent read = TraceParent.parse(header).orElseThrow();

        assertThat(read.traceId()).isEqualTo(TRACE);
        assertThat(read.spanId()).isEqualTo(SPAN);
        assertThat(read.isSampled()).isEqualTo(sampled);
        assertThat(read).hasToString("00-" + TRACE + "-" + SPAN + "-" + flags);
        assertThat(TraceParent.parse(read.toString())).contains(read);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "00",
                "nonsense",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0AF7651916CD43DD8448EB211C80319C-B7AD6B7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "00-0af7651916cd43dd8448eb211c8031-b7ad6b7169203331-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01what"
            })
    void ignoresWhatIsMalformed(String header) {
        assertThat(TraceParent.parse(header)).isEmpty();
    }

    @Test
    void leadsToOtherSpansOfTheSameTrace() {
        TraceParent read = TraceParent.parse("00-" + TRACE + "-" + SPAN + "-01").orElseThrow();

        assertThat(read.at("00f067aa0ba902b7")).hasToString("00-" + TRACE + "-00f067aa0ba902b7-01");
    }
}
