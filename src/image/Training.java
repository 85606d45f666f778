import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The training run of the image's AOT cache (JEP 483, 514 and 515): starts the service, has it do a little of
/// all that it does, and ends it. What it loads, links and often calls meanwhile is what the cache has ready
/// for the next start. Fails, and the image's build with it, if the service gives a wrong answer or no cache
/// comes of it.
///
/// Usage: `java Training CACHE COMMAND...`, where the command starts the service and gets the option that makes
/// the cache as its second word.
final class Training {

    private static final String KEY = UUID.randomUUID().toString();
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(10);

    private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build();
    private final URI service;
    private final Process process;

    private Training(URI service, Process process) {
        this.service = service;
        this.process = process;
    }

    public static void main(String... arguments) throws Exception {
        Path cache = Path.of(arguments[0]).toAbsolutePath();
        List<String> command = new ArrayList<>(List.of(arguments).subList(1, arguments.length));
        command.add(1, "-XX:AOTCacheOutput=" + cache);
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("INTERLEAVE_SECURITY_APIKEYS", KEY);
        builder.environment().put("INTERLEAVE_WEBHOOKS_ALLOWEDNETWORKS", "127.0.0.0/8");
        builder.environment().put("INTERLEAVE_DATA_DIR", Files.createTempDirectory("training").toString());
        Process process = builder.start();
        try {
            Training training = new Training(URI.create("http://127.0.0.1:" + port), process);
            training.awaitReady();
            training.practise();
            training.stop();
        } finally {
            process.destroyForcibly();
        }
        require(Files.isRegularFile(cache) && Files.size(cache) > 1_000_000, "no cache was made at " + cache);
        System.out.printf(Locale.ROOT, "%s: %,d bytes%n", cache, Files.size(cache));
    }

    private void practise() throws IOException, InterruptedException {
        for (String body : List.of(
                "{\"n\":20}",
                "{\"n\":300,\"algorithm\":\"iterative\",\"labels\":{\"for\":\"training\"}}",
                "{\"n\":20000,\"timeout\":\"PT1M\"}",
                "{\"computation\":\"binomial\",\"n\":3000,\"k\":1000}",
                "{\"computation\":\"fibonacci\",\"n\":30000}")) {
            for (int i = 0; i < 5; i++) {
                compute(body);
            }
        }
        callBack();
        String endless = send("POST", "/v1/jobs", "{\"n\":1000000,\"algorithm\":\"iterative\"}", 202);
        String job = "/v1/jobs/" + member("id", endless);
        send("POST", job + "/pause", "", 200);
        send("POST", job + "/resume", "", 200);
        send("POST", job + "/cancel", "", 200);
        send("DELETE", job, "", 204);
        send("POST", "/v1/jobs/batch", "{\"jobs\":[{\"n\":5},{\"n\":6}]}", 202);
        send("POST", "/v1/jobs", "{\"n\":\"5\"}", 422);
        send("GET", "/v1/jobs/" + UUID.randomUUID(), "", 404);
        send("POST", "/v1/simulations", "{\"scheduling\":\"fair\",\"inputs\":[{\"n\":12},{\"n\":8}]}", 200);
        for (String path : List.of(
                "/v1/jobs?state=succeeded&pageSize=2",
                "/v1/computations",
                "/v1/event-loop",
                "/v1/instances",
                "/v1/callbacks",
                "/v3/api-docs",
                "/dashboard",
                "/actuator/health/readiness",
                "/actuator/health/liveness",
                "/actuator/prometheus")) {
            send("GET", path, "", 200);
        }
    }

    private void compute(String body) throws IOException, InterruptedException {
        String job = send("POST", "/v1/jobs", body, 200);
        require(member("state", job).equals("succeeded"), job);
        String path = "/v1/jobs/" + member("id", job);
        send("GET", path, "", 200);
        send("GET", path + "/events", "", 200);
        send("GET", path + "/result", "", 200);
        send("GET", path + "/result?radix=16", "", 200);
    }

    /// A job with a webhook, received here.
    private void callBack() throws IOException, InterruptedException {
        try (ServerSocket receiver = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            receiver.setSoTimeout(30_000);
            String url = "http://127.0.0.1:" + receiver.getLocalPort() + "/hook";
            send("POST", "/v1/jobs", "{\"n\":7,\"callbacks\":[{\"url\":\"" + url + "\"}]}", 200);
            try (Socket delivery = receiver.accept()) {
                byte[] start = delivery.getInputStream().readNBytes(10);
                require(new String(start, StandardCharsets.US_ASCII).equals("POST /hook"), "no delivery");
                delivery.getOutputStream()
                        .write("HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
    }

    private String send(String method, String path, String body, int expected) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(path))
                .timeout(Duration.ofMinutes(1))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .header("Prefer", expected == 202 ? "respond-async" : "wait=30")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        require(answer.statusCode() == expected, method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        return answer.body();
    }

    private void awaitReady() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (true) {
            require(process.isAlive(), "the service ended");
            require(System.nanoTime() < deadline, "the service is not ready in time");
            try {
                send("GET", "/actuator/health/readiness", "", 200);
                return;
            } catch (IOException | IllegalStateException e) {
                Thread.sleep(100); // not listening, or not ready
            }
        }
    }

    /// SIGTERM; the cache is made while the process ends.
    private void stop() throws InterruptedException {
        process.destroy();
        require(process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS), "the service does not stop");
        require(process.exitValue() == 143, "the service ended with " + process.exitValue());
    }

    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
        require(found.find(), "no " + name + " in " + json);
        return found.group(1);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }
}
