package dev.interleave.rest.sse;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/// One open stream of server-sent events. Not thread-safe; the thread of its request uses it.
public final class EventStream {

    /// After this silence, the stream sends a comment: proxies keep the connection, and a closed one is detected.
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private static final Duration UNTIL_ASKED_AGAIN = Duration.ofSeconds(1);

    private static final byte[] HEARTBEAT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final EventStreams streams;
    private final OutputStream out;
    private final BooleanSupplier mayListen;
    private long lastSent = System.nanoTime();
    private long lastAsked = System.nanoTime();

    EventStream(EventStreams streams, OutputStream out, BooleanSupplier mayListen) {
        this.streams = streams;
        this.out = out;
        this.mayListen = mayListen;
    }

    /// To be asked every few seconds.
    ///
    /// @return false once the service stops, or when its client may no longer listen
    public boolean isOpen() {
        return !streams.isClosed() && !Thread.currentThread().isInterrupted() && isWelcome();
    }

    /// Sends an event. Waits while the client does not read.
    ///
    /// @param name of the event
    /// @param id what a client says when it comes back, without line breaks
    /// @param data without line breaks, such as JSON
    /// @throws IOException if the client has closed the connection
    public void send(String name, String id, String data) throws IOException {
        write(("event: " + name + "\nid: " + id + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Sends an event that a client that comes back does not refer to. Waits while the client does not read.
    ///
    /// @param name of the event
    /// @param data without line breaks, such as JSON
    /// @throws IOException if the client has closed the connection
    public void send(String name, String data) throws IOException {
        write(("event: " + name + "\ndata: " + data + "\n\n").getBytes(StandardCharsets.UTF_8));
    }

    /// Waits for some time, or until the service stops, and keeps the stream alive.
    ///
    /// @param time at most a few seconds
    /// @throws IOException if the client has closed the connection
    public void pause(Duration time) throws IOException {
        keepAlive();
        streams.pause(time);
    }

    /// Call this every few seconds while waiting for an event.
    ///
    /// @throws IOException if the client has closed the connection
    public void keepAlive() throws IOException {
        if (System.nanoTime() - lastSent >= SILENCE.toNanos()) {
            write(HEARTBEAT);
        }
    }

    private boolean isWelcome() {
        if (System.nanoTime() - lastAsked < UNTIL_ASKED_AGAIN.toNanos()) {
            return true;
        }
        lastAsked = System.nanoTime();
        return mayListen.getAsBoolean();
    }

    private void write(byte[] bytes) throws IOException {
        out.write(bytes);
        out.flush();
        lastSent = System.nanoTime();
    }
}
