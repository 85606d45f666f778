package dev.interleave.rest.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyReaderTest {

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // clocks wrap around
    private final BodyReader reader = new BodyReader(now::get);

    @Test
    void readsAllAcceptedBytes() throws IOException {
        byte[] body = new byte[RequestLimits.MAX_BODY_BYTES];

        assertThat(reader.read(new ByteArrayInputStream(body))).isEqualTo(body);
    }

    @Test
    void rejectsLongerBodies() {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> reader.read(new ByteArrayInputStream(new byte[RequestLimits.MAX_BODY_BYTES + 1])))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.TOO_LARGE));
    }

    @Test
    void timesOut() {
        InputStream trickle = new Trickle(Duration.ofSeconds(5));

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> reader.read(trickle))
                .satisfies(problem -> assertThat(problem.type()).isEqualTo(ProblemType.REQUEST_TIMEOUT));
        assertThat(Duration.ofNanos(now.get() - (Long.MAX_VALUE - 5))).isEqualTo(BodyReader.PATIENCE.plusSeconds(5));
    }

    /// A byte now and then, for ever.
    private final class Trickle extends InputStream {

        private final Duration pause;

        private Trickle(Duration pause) {
            this.pause = pause;
        }

        @Override
        public int read() {
            now.addAndGet(pause.toNanos());
            return ' ';
        }

        @Override
        public int read(byte[] bytes, int offset, int count) {
            bytes[offset] = (byte) read();
            return 1;
        }
    }
}
