import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/// How long it takes from the start of the process until the service says that it is ready, for several ways to
/// start it, in turns: what else the machine does meanwhile meets all of them alike. Each start has an empty
/// data directory.
///
/// Usage: `java StartTimes.java ROUNDS RATIO 'COMMAND' 'COMMAND'...`, each command as one argument, its words
/// separated by spaces. Prints seconds, medians, and the ratio of each median to that of the first; ends with 1
/// if one is above RATIO.
final class StartTimes {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private StartTimes() {}

    public static void main(String... arguments) throws Exception {
        int rounds = Integer.parseInt(arguments[0]);
        double highest = Double.parseDouble(arguments[1]);
        List<String> commands = List.of(arguments).subList(2, arguments.length);
        List<List<Double>> seconds = new ArrayList<>();
        commands.forEach(command -> seconds.add(new ArrayList<>()));
        start(commands.getFirst()); // the first one reads the disk for all
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < commands.size(); i++) {
                seconds.get(i).add(start(commands.get(i)));
            }
        }
        boolean reached = true;
        for (int i = 0; i < commands.size(); i++) {
            double median = median(seconds.get(i));
            double ratio = median / median(seconds.getFirst());
            System.out.printf(
                    Locale.ROOT,
                    "%s%n  %s%n  median %.2f s, ratio %.2f%n", commands.get(i), seconds.get(i), median, ratio);
            reached &= i == 0 || ratio <= highest;
        }
        System.exit(reached ? 0 : 1);
    }

    /// @return seconds until ready, to the hundredth
    private static double start(String command) throws IOException, InterruptedException {
        Path data = Files.createTempDirectory("start");
        int port = freePort();
        ProcessBuilder builder = new ProcessBuilder(command.split(" "))
                .redirectErrorStream(true)
                .redirectOutput(data.resolve("log").toFile());
        builder.environment().put("SERVER_PORT", Integer.toString(port));
        builder.environment().put("INTERLEAVE_DATA_DIR", data.toString());
        long start = System.nanoTime();
        Process process = builder.start();
        try (HttpClient http = HttpClient.newHttpClient()) {
            URI ready = URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness");
            HttpRequest request = HttpRequest.newBuilder(ready).build();
            while (!isReady(http, request)) {
                if (!process.isAlive() || System.nanoTime() - start > LONGEST.toNanos()) {
                    throw new IllegalStateException(command + "\n" + Files.readString(data.resolve("log")));
                }
                Thread.sleep(5);
            }
            return Math.round((System.nanoTime() - start) / 1e7) / 100.0;
        } finally {
            process.destroy();
            if (!process.waitFor(1, TimeUnit.MINUTES)) {
                process.destroyForcibly();
            }
        }
    }

    private static boolean isReady(HttpClient http, HttpRequest request) throws InterruptedException {
        try {
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
