package dev.interleave.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A background thread that runs until its owner stops it. When the body returns or throws before that, the thread
/// logs it and runs the body again after a pause. Thread-safe.
public final class SupervisedThread {

    static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Logger log = LoggerFactory.getLogger(SupervisedThread.class);

    /// Static, because owners start threads in their constructors, before a registry could be injected.
    private static final Set<SupervisedThread> RUNNING = ConcurrentHashMap.newKeySet();

    private final Runnable body;
    private final BooleanSupplier stopped;
    private final Thread thread;
    private final AtomicInteger restarts = new AtomicInteger();
    private volatile boolean down;

    private SupervisedThread(String name, boolean daemon, Runnable body, BooleanSupplier stopped) {
        this.body = body;
        this.stopped = stopped;
        this.thread = Thread.ofPlatform().name(name).daemon(daemon).unstarted(this::run);
    }

    /// @param name of the thread
    /// @param daemon whether the process may end while the thread runs
    /// @param body runs on the thread, again after every unexpected end
    /// @param stopped whether the body may end; must be false before this call
    /// @return the thread, started
    public static SupervisedThread start(String name, boolean daemon, Runnable body, BooleanSupplier stopped) {
        SupervisedThread supervised = new SupervisedThread(name, daemon, body, stopped);
        RUNNING.add(supervised);
        supervised.thread.start();
        return supervised;
    }

    static Collection<SupervisedThread> running() {
        return List.copyOf(RUNNING);
    }

    /// Interrupts the body, so that it looks whether it is stopped.
    public void interrupt() {
        thread.interrupt();
    }

    /// Waits for the end of the thread.
    ///
    /// @throws InterruptedException if the caller is interrupted
    public void join() throws InterruptedException {
        thread.join();
    }

    String name() {
        return thread.getName();
    }

    int restarts() {
        return restarts.get();
    }

    /// @return whether the body does not run although the thread is not stopped
    boolean isDown() {
        return down || !thread.isAlive();
    }

    private void run() {
        try {
            while (!stopped.getAsBoolean()) {
                runOnce();
            }
        } finally {
            RUNNING.remove(this);
        }
    }

    private void runOnce() {
        Throwable failure = null;
        try {
            body.run();
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (!stopped.getAsBoolean()) {
            down = true;
            report(failure);
            pause();
            restarts.incrementAndGet();
            down = false;
        }
    }

    private void report(@Nullable Throwable failure) {
        log.error("Background thread {} ended unexpectedly; restarting it in {} ms", name(), PAUSE.toMillis(), failure);
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            // its owner stops it, or meant the body; the loop looks which
        }
    }
}
