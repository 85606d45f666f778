package dev.interleave.arithmetic.limb;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A long row of limbs, the lowest first. It is kept in segments that are made when they are first written to,
/// so that making it takes no time, and the garbage collector never has to allocate a large array. Limbs
/// not written to are 0. Not thread-safe while it is written to.
public final class Limbs {

    static final int SEGMENT_BITS = 12;
    public static final int SEGMENT = 1 << SEGMENT_BITS;

    private final long[] @Nullable [] segments;
    private final int length;

    /// @param length how many limbs there are
    public Limbs(int length) {
        this.length = length;
        this.segments = new long[(length + SEGMENT - 1) >> SEGMENT_BITS][];
    }

    public int length() {
        return length;
    }

    public long get(int index) {
        long[] segment = segments[index >> SEGMENT_BITS];
        return segment == null ? 0 : segment[index & (SEGMENT - 1)];
    }

    public void set(int index, long limb) {
        segment(index >> SEGMENT_BITS)[index & (SEGMENT - 1)] = limb;
    }

    /// Copies limbs out. Those below the first and above the last one are 0.
    public void read(int from, long[] into, int count) {
        int done = 0;
        while (done < count) {
            int at = from + done;
            int offset = at & (SEGMENT - 1);
            int part = Math.min(count - done, SEGMENT - offset);
            long[] segment = at >= length ? null : segments[at >> SEGMENT_BITS];
            int here = segment == null ? 0 : Math.max(0, Math.min(part, segment.length - offset));
            if (here > 0) {
                System.arraycopy(segment, offset, into, done, here);
            }
            Arrays.fill(into, done + here, done + part, 0);
            done += part;
        }
    }

    /// Copies limbs in.
    public void write(int from, long[] limbs, int count) {
        int done = 0;
        while (done < count) {
            int at = from + done;
            int offset = at & (SEGMENT - 1);
            int part = Math.min(count - done, SEGMENT - offset);
            System.arraycopy(limbs, done, segment(at >> SEGMENT_BITS), offset, part);
            done += part;
        }
    }

    private long[] segment(int number) {
        long[] segment = segments[number];
        if (segment == null) {
            segment = new long[Math.min(SEGMENT, length - (number << SEGMENT_BITS))];
            segments[number] = segment;
        }
        return segment;
    }
}
