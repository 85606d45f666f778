package dev.interleave.eventloop;

/// Drives an [EventLoop] on a platform thread of its own, named `event-loop`, until it is closed. Thread-safe.
public final class EventLoopThread implements AutoCloseable {

    private final EventLoop loop;
    private final Thread thread;
    private volatile boolean closed;

    private EventLoopThread(EventLoop loop) {
        this.loop = loop;
        this.thread = Thread.ofPlatform().name("event-loop").unstarted(() -> loop.runUntil(() -> closed));
    }

    /// @param loop not driven by another thread
    /// @return the driver, running
    public static EventLoopThread start(EventLoop loop) {
        EventLoopThread driver = new EventLoopThread(loop);
        driver.thread.start();
        return driver;
    }

    /// @return whether the loop is being driven
    public boolean isRunning() {
        return thread.isAlive();
    }

    /// Stops after the turn under way, and waits for that unless the caller is the loop thread. What is left in the
    /// loop has no more turns.
    @Override
    public void close() {
        closed = true;
        loop.wakeUp();
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
