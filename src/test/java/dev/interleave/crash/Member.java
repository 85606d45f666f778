package dev.interleave.crash;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interleave.shipping.PackagedService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;

/// Runs one instance of a cluster and the clients that talk to it. Not thread-safe.
final class Member implements AutoCloseable {

    private static final int CLIENTS = 2;
    private static final Duration LONGEST_DYING = Duration.ofSeconds(40);

    private final String name;
    private final Map<String, String> environment;
    private final Path folder;
    private final String[] arguments;
    private final List<Thread> clients = new ArrayList<>();
    private PackagedService service;
    private Api api;
    private int generations;

    Member(String name, Map<String, String> environment, Path folder, String... arguments) throws IOException {
        this.name = name;
        this.environment = environment;
        this.folder = Files.createDirectory(folder.resolve(name));
        this.arguments = arguments;
        start();
    }

    /// @return the argument with the key that all instances of a cluster share
    static String newSecretKey() {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        return "--interleave.webhooks.secret-key=" + Base64.getEncoder().encodeToString(key);
    }

    /// Starts the process without waiting for it.
    void start() throws IOException {
        service = ServiceJar.start(environment, folder, arguments);
        api = new Api(service.address());
    }

    void awaitUp() {
        service.awaitUp("/actuator/health/readiness");
    }

    Api api() {
        return api;
    }

    void startClients(Ledger ledger, Random random) {
        generations++;
        for (int i = 0; i < CLIENTS; i++) {
            String client = name + "-" + generations + "-" + i;
            Load load = new Load(api, ledger, new Random(random.nextLong()), client, () -> {}).tolerantOfOutages();
            clients.add(Thread.ofPlatform().name("client-" + client).start(load::run));
        }
    }

    void stopClients() throws InterruptedException {
        clients.forEach(Thread::interrupt);
        for (Thread client : clients) {
            client.join();
        }
        clients.clear();
    }

    void kill() throws InterruptedException {
        service.kill();
        assertThat(service.endsWithin(LONGEST_DYING)).isTrue();
        disconnect();
    }

    /// Sends SIGTERM and waits until the process has ended.
    void terminate() throws InterruptedException {
        service.terminate();
        assertThat(service.endsWithin(LONGEST_DYING))
                .describedAs(service.output())
                .isTrue();
        disconnect();
    }

    void signal(String signal) throws IOException, InterruptedException {
        PostgresProcess.signal(service.process(), signal);
    }

    String output() {
        return service.output();
    }

    /// The number of jobs that this instance took over from instances that were gone.
    long requeued() {
        return Pattern.compile("Requeued (\\d+) jobs of instances that are gone")
                .matcher(output())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .sum();
    }

    private void disconnect() throws InterruptedException {
        stopClients();
        api.close();
    }

    @Override
    public void close() {
        clients.forEach(Thread::interrupt);
        service.close();
        api.close();
    }
}
