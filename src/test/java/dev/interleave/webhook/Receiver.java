package dev.interleave.webhook;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/// An HTTP server on loopback that remembers what came, and answers as it is told to: 204 by default.
/// Thread-safe.
public final class Receiver implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(5);

    private record Reply(int status, String body, Map<String, String> headers) {}

    private static final Reply FINE = new Reply(204, "", Map.of());

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final Queue<Reply> replies = new ConcurrentLinkedQueue<>();
    private volatile Reply otherwise = FINE;
    private volatile CountDownLatch mayAnswer = new CountDownLatch(0);
    private volatile String heldPrefix = "/";

    public Receiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /// Answers the next request so, then as before.
    void answerOnce(int status, String body, Map<String, String> headers) {
        replies.add(new Reply(status, body, headers));
    }

    void answerOnce(int status) {
        answerOnce(status, "", Map.of());
    }

    void answerAlways(int status) {
        otherwise = new Reply(status, "", Map.of());
    }

    /// From now on, takes requests and does not answer.
    void hold() {
        mayAnswer = new CountDownLatch(1);
    }

    /// From now on, takes requests to the paths with this prefix and does not answer them.
    public void hold(String prefix) {
        heldPrefix = prefix;
        hold();
    }

    /// Answers those that wait, and all others.
    public void release() {
        mayAnswer.countDown();
    }

    public List<Received> received() {
        return List.copyOf(received);
    }

    public List<Received> await(int count) {
        Awaitility.await().pollInterval(POLL).until(() -> received.size() >= count);
        return received();
    }

    public Received await(Predicate<Received> wanted) {
        return Awaitility.await()
                .pollInterval(POLL)
                .until(() -> received.stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void awaitRelease() {
        try {
            mayAnswer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            received.add(
                    new Received(exchange.getRequestURI().toString(), Map.copyOf(exchange.getRequestHeaders()), body));
            Reply planned = replies.poll(); // for the first that comes, not for the first that is let go
            if (exchange.getRequestURI().getPath().startsWith(heldPrefix)) {
                awaitRelease();
            }
            Reply reply = planned != null ? planned : Objects.requireNonNullElse(replies.poll(), otherwise);
            reply.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] answer = reply.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(reply.status(), answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
        }
    }
}
