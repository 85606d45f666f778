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

/// Resolves names with the resolver of the system, with a timeout of 5 seconds. Thread-safe.
///
/// Uses platform threads: the system resolver blocks in native code, so a few hundred slow lookups on virtual
/// threads would block all of their carrier threads.
public final class TimeoutDnsResolver implements HostResolver, AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int MAX_CONCURRENT = 2_000;
    private static final int STACK_BYTES = 512 * 1024;

    private final HostResolver lookup;
    private final Duration limit;
    private final ThreadPoolExecutor threads;

    public TimeoutDnsResolver() {
        this(host -> List.of(InetAddress.getAllByName(host)), LIMIT, MAX_CONCURRENT);
    }

    public TimeoutDnsResolver(HostResolver lookup, Duration limit, int maxConcurrent) {
        this.lookup = lookup;
        this.limit = limit;
        this.threads = new ThreadPoolExecutor(
                0,
                maxConcurrent,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform()
                        .name("dns-", 0)
                        .daemon()
                        .stackSize(STACK_BYTES)
                        .factory());
    }

    @Override
    public List<InetAddress> resolve(String host) throws UnknownHostException {
        try {
            return await(threads.submit(() -> lookup.resolve(host)), host);
        } catch (RejectedExecutionException e) {
            throw new UnknownHostException(host + ": too many concurrent DNS lookups");
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }

    private List<InetAddress> await(Future<List<InetAddress>> lookedUp, String host) throws UnknownHostException {
        try {
            return lookedUp.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            lookedUp.cancel(true);
            throw new UnknownHostException(host + ": DNS lookup timed out");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnknownHostException(host + ": interrupted");
        } catch (ExecutionException e) {
            throw unknownHost(host, e.getCause());
        }
    }

    private static UnknownHostException unknownHost(String host, @Nullable Throwable cause) {
        UnknownHostException unknown = new UnknownHostException(host);
        unknown.initCause(cause);
        return unknown;
    }
}
