package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import dev.interleave.crash.Api.Answer;
import dev.interleave.shipping.PackagedService;
import dev.interleave.shipping.QuickStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Fills the file system of the data directory, a tmpfs of 24 MB. Needs Linux and the permission to create
/// namespaces.
class FullDiskIT {

    private static final List<String> IN_A_NAMESPACE = List.of("unshare", "--map-root-user", "--mount");
    private static final int BALLAST_BYTES = 14 << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Takes seconds with the iterative algorithm.
    private static final String LONG = "{\"algorithm\":\"iterative\",\"n\":60000}";

    private static final String SHORT = "{\"n\":400,\"labels\":{\"for\":\"" + "x".repeat(60) + "\"}}";

    @TempDir
    private Path folder;

    @Test
    void losesNothingAndContinuesOnceSpaceIsFree() throws Exception {
        assumeThat(canMount()).as("permission to mount a file system").isTrue();
        Path data = Files.createDirectory(folder.resolve("data"));
        try (PackagedService service = startOnSmallDisk(data);
                Api api = new Api(service.address())) {
            // given
            service.awaitUp("/actuator/health/readiness");
            Path inside = Path.of("/proc", Long.toString(service.process().pid()), "root")
                    .resolve(data.toString().substring(1));
            Path ballast = Files.write(inside.resolve("ballast"), new byte[BALLAST_BYTES]);
            String running = api.post("/v1/jobs", LONG).body().path("id").asString();

            // when
            List<String> accepted = new ArrayList<>();
            Answer refused = fill(api, accepted);

            // then
            assertThat(accepted).hasSizeGreaterThan(100);
            assertThat(refused.body().path("type").asString()).endsWith("/store-unavailable");
            assertThat(refused.headers()).containsKey("retry-after");
            await().atMost(PATIENCE)
                    .until(() -> api.get("/actuator/health/readiness").status() == 503);
            assertThat(api.get("/actuator/health/liveness").status()).isEqualTo(200);
            assertThat(api.get("/v1/jobs/" + accepted.getFirst()).status()).isEqualTo(200);

            // when
            Files.delete(ballast);

            // then
            service.awaitUp("/actuator/health/readiness");
            assertThat(api.post("/v1/jobs", SHORT, "Prefer", "wait=10").status())
                    .isEqualTo(200);
            for (String id : accepted) {
                assertThat(stateOf(api, id)).isEqualTo("succeeded");
            }
            await().atMost(PATIENCE).until(() -> stateOf(api, running).equals("succeeded"));
        }
    }

    /// @param accepted receives the ids of the accepted jobs
    /// @return the first refusal
    private static Answer fill(Api api, List<String> accepted) throws IOException {
        while (true) {
            Answer answer = api.post("/v1/jobs", SHORT, "Prefer", "wait=10");
            if (answer.status() == 503) {
                return answer;
            }
            assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
            accepted.add(answer.body().path("id").asString());
        }
    }

    private static String stateOf(Api api, String job) throws IOException {
        return api.get("/v1/jobs/" + job).body().path("state").asString();
    }

    private PackagedService startOnSmallDisk(Path data) throws IOException {
        String mountAndStart = "mount -t tmpfs -o size=24m tmpfs " + data + " && exec \"$@\"";
        List<String> command = Stream.of(IN_A_NAMESPACE, List.of("sh", "-c", mountAndStart, "sh"), QuickStart.command())
                .flatMap(List::stream)
                .toList();
        return PackagedService.start(command, Map.of("PATH", "/usr/sbin:/usr/bin:/sbin:/bin"), folder);
    }

    private boolean canMount() throws InterruptedException {
        Path here = folder.resolve("tried");
        List<String> command = Stream.concat(
                        IN_A_NAMESPACE.stream(), Stream.of("mount", "-t", "tmpfs", "tmpfs", here.toString()))
                .toList();
        try {
            Files.createDirectory(here);
            return new ProcessBuilder(command).start().waitFor() == 0;
        } catch (IOException e) {
            return false; // there is no unshare
        }
    }
}
