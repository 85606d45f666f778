package dev.interleave.supervision;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A background thread that repeats its work: at once after a wake-up, and otherwise after a pause. Thread-safe.
public final class PollingThread {

    private final String name;
    private final Supplier<Duration> work;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean stopped = true;
    private @Nullable SupervisedThread thread;

    /// @param name of the thread
    /// @param work runs on the thread; returns how long to pause before the next time, zero for no pause
    public PollingThread(String name, Supplier<Duration> work) {
        this.name = name;
        this.work = work;
    }

    /// Starts the thread. Call once, or after [#stop] or [#stopNow].
    public synchronized void start() {
        stopped = false;
        thread = SupervisedThread.start(name, true, this::run, () -> stopped);
    }

    /// Ends the pause, or lets the next pause end at once.
    public void wake() {
        wakeUps.release();
    }

    /// Waits for the end of the work in progress.
    public synchronized void stop() {
        stopped = true;
        wake();
        join();
    }

    /// Interrupts the work in progress, and waits for its end.
    public synchronized void stopNow() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
        join();
    }

    /// @return whether long work should end early
    public boolean isStopped() {
        return stopped;
    }

    private void join() {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!stopped) {
                Duration pause = work.get();
                if (!pause.isZero() && wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                    wakeUps.drainPermits();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // it is stopped
        }
    }
}
