package dev.interleave.rest.tomcat;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;

/// Reads the rest of a request body for a short time after an early response, so that the client receives the
/// response, then closes the connection. Tomcat itself would read up to 2 MB, however slowly.
final class LeftoverBodyValve extends ValveBase {

    private static final long PATIENCE_NANOS = Duration.ofSeconds(2).toNanos();

    LeftoverBodyValve() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        getNext().invoke(request, response);
        if (response.getStatus() >= 400 && !request.isAsync() && isComing(request.getCoyoteRequest())) {
            response.finishResponse();
            if (!isReadInTime(request.getCoyoteRequest())) {
                request.getCoyoteRequest().action(ActionCode.DISABLE_SWALLOW_INPUT, null);
            }
        }
    }

    /// Not if the client waits to be asked for it.
    private static boolean isComing(org.apache.coyote.Request request) {
        return !request.hasExpectation() && !request.isFinished();
    }

    private static boolean isReadInTime(org.apache.coyote.Request request) {
        long start = System.nanoTime();
        Ignored ignored = new Ignored();
        try {
            while (request.doRead(ignored) >= 0) {
                if (System.nanoTime() - start > PATIENCE_NANOS) {
                    return false;
                }
            }
            return true;
        } catch (IOException gone) {
            return false;
        }
    }

    private static final class Ignored implements ApplicationBufferHandler {

        private ByteBuffer buffer = EMPTY_BUFFER;

        @Override
        public void setByteBuffer(ByteBuffer buffer) {
            this.buffer = buffer;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return buffer;
        }

        @Override
        public void expand(int size) {
            // what is ignored needs no room
        }
    }
}
