package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.job.await.AwaitedItem.Time;
import dev.interleave.job.await.JobAwait;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitJsonTest {

    /// Waits that were stored before the length of the results was.
    @Test
    void readsWaitsWithoutLengthOfResults() {
        assertThat(AwaitJson.read("{\"step\":3,\"items\":[{\"at\":1000}],\"over\":true}"))
                .isEqualTo(new JobAwait(3, List.of(new Time(Instant.ofEpochSecond(1))), null, true, null, 0));
    }
}
