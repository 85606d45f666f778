package dev.interleave.program.run;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Passes bytes on, up to a limit. Not thread-safe.
final class LimitedOutputStream extends FilterOutputStream {

    /// Thrown instead of writing more than the limit.
    static final class LimitException extends IOException {

        private static final long serialVersionUID = 1;
    }

    private long left;

    /// @param out the destination
    /// @param limit how many bytes are passed on
    LimitedOutputStream(OutputStream out, long limit) {
        super(out);
        this.left = limit;
    }

    @Override
    public void write(int value) throws IOException {
        take(1);
        out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int count) throws IOException {
        take(count);
        out.write(bytes, offset, count);
    }

    private void take(int count) throws LimitException {
        left -= count;
        if (left < 0) {
            throw new LimitException();
        }
    }
}
