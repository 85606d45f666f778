package dev.interleave.rest.tomcat;

import dev.interleave.supervision.SupervisedTask;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/// Tomcat's HTTP connector with a deadline for the head of a request. Tomcat limits only the time between two
/// bytes, so a client that sends single bytes holds its connection for ever (the Slowloris attack, Robert
/// Hansen, 2009).
///
/// Public, because Tomcat creates it by name.
public final class DeadlineProtocol extends Http11NioProtocol {

    private static final long SWEEP_MILLIS = 500;

    private volatile @Nullable ScheduledFuture<?> sweeps;

    @Override
    public void start() throws Exception {
        super.start();
        sweeps = getUtilityExecutor()
                .scheduleWithFixedDelay(
                        new SupervisedTask("late connections", this::sweep),
                        SWEEP_MILLIS,
                        SWEEP_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop() throws Exception {
        ScheduledFuture<?> running = sweeps;
        if (running != null) {
            running.cancel(false);
        }
        super.stop();
    }

    /// The whole head may take as long as the first byte of it.
    private void sweep() {
        long latest = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(getConnectionTimeout());
        for (SocketWrapperBase<NioChannel> connection : getEndpoint().getConnections()) {
            if (isLate(connection, latest)) {
                getEndpoint().processSocket(connection, SocketEvent.ERROR, true);
            }
        }
    }

    /// A connection has a processor only between calls of the application: the head is incomplete, or the
    /// response is asynchronous, which no part of this service uses. HTTP/2 has time limits of its own.
    private static boolean isLate(SocketWrapperBase<NioChannel> connection, long latest) {
        if (!(connection.getCurrentProcessor() instanceof Processor processor)
                || processor.isUpgrade()
                || processor.isAsync()) {
            return false;
        }
        long began = processor.getRequest().getStartTimeNanos();
        return began >= 0 && began - latest < 0;
    }
}
