package dev.interleave.webhook.target;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Asks the system's name service, on threads of its own and for five seconds at most. It blocks in native
/// code: done on virtual threads, a few hundred names whose servers hang would stop all of these. Thread-safe.
public final class TimeoutDnsResolver implements HostResolver, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int AT_ONCE = 2_000;
    private static final int STACK_BYTES = 512 * 1024;

    private final HostResolver lookup;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    public TimeoutDnsResolver() {
        this(host -> List.of(InetAddress.getAllByName(host)), LIMIT, AT_ONCE);
    }

    public TimeoutDnsResolver(HostResolver lookup, Duration limit, int atOnce) {
        this.lookup = lookup;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0,
                atOnce,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform()
                        .name("names-", 0)
                        .daemon()
                        .stackSize(STACK_BYTES)
                        .factory());
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            return await(threads.submit(() -> lookup.resolve(host)), host);
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException(host + ": too many names are being looked up");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private List<InetAddress> await(Future<List<InetAddress>> answer, String host) throws UnknownHostException {
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new UnknownHostException(host + ": the name service does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host + ": interrupted");
        } catch (ExecutionException e) {
            throw unknown(host, e.getCause());
        }
    }

    private static UnknownHostException unknown(String host, @Nullable Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
