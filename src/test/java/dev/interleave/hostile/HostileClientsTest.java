package dev.interleave.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.hostile.Crowd.Member;
import dev.interleave.rest.RawHttp;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

/// Clients that are slow, silent or too many: they are cut off or cost next to nothing, and a well-behaved client
/// is served all the while.
@SpringBootTest(
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {
            // longer than Tomcat's own threads wait for a processor: what an honest client has sent is not seen before
            "server.tomcat.connection-timeout=3s",
            "server.tomcat.keep-alive-timeout=2s",
            "interleave.limits.event-streams=600",
            "interleave.limits.event-streams-per-address=500"
        })
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.CONCURRENT)
class HostileClientsTest {

    /// Methods that measure the threads, descriptors and heap of the process run alone.
    private static final String FOOTPRINT = "footprint of the process";

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TICK = Duration.ofMillis(50);
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\n";
    private static final int MANY = 500;
    private static final int FEW = 30;
    private static final long MEGABYTE = 1_000_000;

    private final int port;
    private String finished = "";
    private String paused = "";
    private @Nullable Neighbour neighbour;

    @Autowired
    HostileClientsTest(@LocalServerPort int port) {
        this.port = port;
    }

    @BeforeAll
    void prepareJobs() throws Exception {
        finished = submitted("{\"n\":100000}", "Prefer: wait=60\r\n");
        paused = submitted("{\"algorithm\":\"iterative\",\"n\":1000000}", "");
        assertThat(RawHttp.send(port, "POST /v1/jobs/" + paused + "/pause" + HOST + "Connection: close\r\n\r\n")
                        .status())
                .isEqualTo(200);
        neighbour = new Neighbour(port);
    }

    @AfterAll
    void servesTheNeighbourAllTheWhile() throws InterruptedException {
        if (neighbour != null) {
            neighbour.leave();
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void disconnectsClientsWhoseHeadNeverEnds() throws IOException {
        try (Crowd crowd = Crowd.of(port, MANY, "GET /v1/jobs" + HOST, true)) {
            assertThat(crowd.trickleUntil("X-A: b\r\n", PATIENCE, Member::isOver))
                    .isTrue();
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void disconnectsSilentClients() throws IOException {
        try (Crowd crowd = Crowd.of(port, MANY, "", true)) {
            assertThat(crowd.until(PATIENCE, Member::isOver)).isTrue();
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void disconnectsIdleClients() throws IOException {
        try (Crowd crowd = Crowd.of(port, MANY, "GET /v1/computations" + HOST + "\r\n", true)) {
            assertThat(crowd.until(PATIENCE, Member::isOver)).isTrue();
            assertThat(crowd.members()).allMatch(member -> member.received().startsWith("HTTP/1.1 200"));
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void answers408ForABodyThatStops() throws IOException {
        try (Crowd crowd = Crowd.of(port, 100, post("application/json", 1_000) + "{\"n\":", true)) {
            assertThat(crowd.until(PATIENCE, Member::isOver)).isTrue();
            assertThat(crowd.members()).allMatch(member -> member.received().startsWith("HTTP/1.1 408"));
        }
    }

    /// Its length would have the service read on for a day.
    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void doesNotAwaitTheRestOfARejectedBody() throws IOException {
        try (Crowd crowd = Crowd.of(port, 100, post("text/plain", 900_000) + "{", true)) {
            assertThat(crowd.trickleUntil(" ", PATIENCE, Member::isOver)).isTrue();
            assertThat(crowd.members()).allMatch(member -> member.received().startsWith("HTTP/1.1 415"));
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void sendsTheResponseToAClientThatSentTooMuch() throws IOException {
        String answer = RawHttp.send(port, post("application/json", 1_900_000), " ".repeat(1_900_000))
                .head();

        assertThat(answer).startsWith("HTTP/1.1 413");
    }

    @Test
    @ResourceLock(FOOTPRINT)
    void holdsNoThreadsAndLittleMemoryForIdleStreamsAndLongPolls() throws IOException {
        Footprint before = Footprint.now();
        try (Crowd streams = Crowd.of(port, MANY, "GET /v1/jobs/" + paused + "/events" + HOST + "\r\n", true);
                Crowd polls = Crowd.of(port, MANY, "GET /v1/jobs/" + paused + HOST + "Prefer: wait=60\r\n\r\n", true)) {
            assertThat(streams.until(PATIENCE, member -> member.received().contains("event: state")))
                    .isTrue();
            Footprint meanwhile = Footprint.now();

            assertThat(polls.members()).noneMatch(Member::isOver);
            assertThat(meanwhile.threads()).isLessThan(before.threads() + 30);
            assertThat(meanwhile.heap() - before.heap()).isLessThan(150 * MEGABYTE);
            assertThat(RawHttp.send(port, "GET /v1/jobs/" + paused + "/events" + HOST + "Connection: close\r\n\r\n")
                            .body())
                    .contains("too-many-streams", "Your address has 500 ");
        }
        // the next event shows the service that the client has gone
        RawHttp.send(port, "POST /v1/jobs/" + paused + "/cancel" + HOST + "Connection: close\r\n\r\n");
        assertThat(descriptors(count -> count < before.descriptors() + 20)).isTrue();
    }

    @Test
    @ResourceLock(FOOTPRINT)
    void disconnectsClientsThatNeverRead() throws IOException {
        Footprint before = Footprint.now();
        String requests = ("GET /v1/jobs/" + finished + "/result" + HOST + "\r\n").repeat(20);
        try (Crowd crowd = Crowd.of(port, FEW, requests, false)) {
            Footprint meanwhile = Footprint.now();

            assertThat(meanwhile.threads()).isLessThan(before.threads() + 30);
            assertThat(meanwhile.heap() - before.heap()).isLessThan(150 * MEGABYTE);
            // while they are still there: the service takes them, and hangs up
            long mine = before.descriptors() + crowd.members().size();
            assertThat(descriptors(count -> count > mine + FEW / 2)).isTrue();
            assertThat(descriptors(count -> count < mine + FEW / 2)).isTrue();
        }
    }

    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void rejectsEndlessHeaders() throws IOException {
        try (Crowd crowd = Crowd.of(port, 100, "GET /v1/jobs" + HOST + "a: b\r\n".repeat(2_000), true)) {
            assertThat(crowd.until(PATIENCE, Member::isOver)).isTrue();
            assertThat(crowd.members())
                    .allMatch(member -> member.received().isEmpty()
                            || member.received().startsWith("HTTP/1.1 431")
                            || member.received().startsWith("HTTP/1.1 400"))
                    .anyMatch(member -> member.received().startsWith("HTTP/1.1 431"));
        }
    }

    @Test
    @ResourceLock(FOOTPRINT)
    void rejectsCompressedBodiesUnread() throws IOException {
        String bomb = bomb(200 * MEGABYTE);
        String head = post("application/json", bomb.length())
                .replace("\r\n\r\n", "\r\nConnection: close\r\nContent-Encoding: gzip\r\n\r\n");
        Footprint before = Footprint.now();
        for (int i = 0; i < 20; i++) {
            assertThat(RawHttp.send(port, head, bomb).status()).isEqualTo(415);
        }
        assertThat(Footprint.now().heap() - before.heap()).isLessThan(50 * MEGABYTE);
    }

    /// Overlapping ranges made servers send many times what there is (CVE-2011-3192).
    @Test
    @ResourceLock(value = FOOTPRINT, mode = ResourceAccessMode.READ)
    void limitsManyRangesToTheLengthOfTheWhole() throws IOException {
        String whole = RawHttp.send(port, result("")).body();
        for (String ranges : new String[] {
            "bytes=" + "0-,".repeat(1_000) + "0-",
            "bytes=" + IntStream.range(0, 90).mapToObj(i -> i + "-").collect(Collectors.joining(",")),
            "bytes="
                    + IntStream.range(0, 1_000)
                            .mapToObj(i -> i * 2 + "-" + i * 2)
                            .collect(Collectors.joining(",")),
            "bytes=" + "-1,".repeat(99) + "-1"
        }) {
            var answer = RawHttp.send(port, result("Range: " + ranges + "\r\n"));

            assertThat(answer.status()).isIn(200, 206, 416, 431);
            assertThat(answer.body().length()).isLessThan(whole.length() + 20_000);
        }
    }

    /// @return whether there are as many as wanted, sooner or later
    private static boolean descriptors(LongPredicate wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!wanted.test(Footprint.openDescriptors()) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(TICK.toNanos());
        }
        return wanted.test(Footprint.openDescriptors());
    }

    private String result(String headers) {
        return "GET /v1/jobs/" + finished + "/result" + HOST + "Connection: close\r\n" + headers + "\r\n";
    }

    private String submitted(String body, String header) throws IOException {
        var answer = RawHttp.send(
                port,
                post("application/json", body.length())
                        .replace("\r\n\r\n", "\r\nConnection: close\r\n" + header + "\r\n"),
                body);
        assertThat(answer.status()).as(answer.toString()).isBetween(200, 202);
        return answer.json().get("id").asString();
    }

    private static String post(String type, int length) {
        return "POST /v1/jobs" + HOST + "Content-Type: " + type + "\r\nContent-Length: " + length + "\r\n\r\n";
    }

    /// So many bytes in a thousandth of it.
    private static String bomb(long size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] spaces = new byte[100_000];
        Arrays.fill(spaces, (byte) ' ');
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            for (long i = 0; i < size; i += spaces.length) {
                gzip.write(spaces);
            }
        }
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
