package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.crash.Api.Answer;
import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Jobs that wait are in the store and nowhere else. `queue.jobs` says how many.
class FullQueueIT {

    private static final int BATCH = 1_000;

    /// In the short form 400 bytes for each of them, in the long one 8.
    private static final long ALLOWED_BYTES = 8 << 20;

    private static final String ENDLESS = "{\"algorithm\":\"iterative\",\"n\":900000}";

    @TempDir
    private Path folder;

    @Test
    void waitingJobsTakeNoMemory() throws Exception {
        int jobs = Integer.getInteger("queue.jobs", 20_000);
        try (PackagedService service = start(jobs + 10 * BATCH);
                Api api = new Api(service.address())) {
            // given: the loop is full
            service.awaitUp("/actuator/health/readiness");
            submit(api, 5);
            long before = heapAfterCollection(service, api);

            // when
            submit(api, jobs / BATCH);

            // then
            long more = heapAfterCollection(service, api) - before;
            double inLoop = sum(api, "interleave_event_loop_ready_tasks");
            System.out.printf("%d jobs, %.0f of them in the loop: %d bytes of heap%n", jobs, inLoop, more);
            assertThat(inLoop).isBetween(1., 1_000.);
            assertThat(more).isLessThan(ALLOWED_BYTES);
            assertThat(api.get("/v1/jobs?state=queued&pageSize=200")
                            .body()
                            .path("jobs")
                            .size())
                    .isEqualTo(200);
        }
    }

    /// Sequential, so that one task alone has a product that grows meanwhile.
    private PackagedService start(int capacity) throws IOException {
        return ServiceJar.start(
                folder,
                "--interleave.event-loop.scheduling=sequential",
                "--interleave.limits.queue-capacity=" + capacity);
    }

    private static void submit(Api api, int batches) throws IOException {
        String body = "{\"jobs\":[" + String.join(",", Collections.nCopies(BATCH, ENDLESS)) + "]}";
        for (int i = 0; i < batches; i++) {
            Answer answer = api.post("/v1/jobs/batch", body);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(202);
        }
    }

    private static long heapAfterCollection(PackagedService service, Api api) throws IOException, InterruptedException {
        String tool = Path.of(PackagedService.java()).resolveSibling("jcmd").toString();
        String process = Long.toString(service.process().pid());
        assertThat(new ProcessBuilder(tool, process, "GC.run").start().waitFor())
                .isZero();
        return (long) sum(api, "jvm_memory_used_bytes\\{area=\"heap\".*");
    }

    private static double sum(Api api, String metric) throws IOException {
        return Pattern.compile("^" + metric + " ([0-9.E]+)$", Pattern.MULTILINE)
                .matcher(api.text("/actuator/prometheus"))
                .results()
                .map(MatchResult::group)
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
