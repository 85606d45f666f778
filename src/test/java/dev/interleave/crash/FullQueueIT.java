package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.crash.Api.Answer;
import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Queued jobs are in the store only and take no heap. `queue.jobs` sets their number in the long form.
class FullQueueIT {

    private static final int BATCH = 1_000;

    /// 400 bytes for each job of the short form.
    private static final long ALLOWED_BYTES = 8 << 20;

    private static final String ENDLESS = "{\"algorithm\":\"iterative\",\"n\":900000}";

    @TempDir
    private Path folder;

    @Test
    void keepsQueuedJobsOutOfTheHeap() throws Exception {
        fillQueue(20_000);
    }

    @Test
    @Tag("faults")
    void keepsManyQueuedJobsOutOfTheHeap() throws Exception {
        fillQueue(Integer.getInteger("queue.jobs", 50_000));
    }

    private void fillQueue(int jobs) throws Exception {
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

    /// Sequential, so that the product of one task alone grows meanwhile.
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
