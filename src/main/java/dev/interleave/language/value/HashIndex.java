package dev.interleave.language.value;

import java.util.Arrays;

/// The numbers of entries of a [HashTable], by hash, with linear probing. A large index is cut into segments by the
/// first bits of the hash, and a full segment is split in two. Not thread-safe.
final class HashIndex {

    private static final int MAX_SLOTS = 1 << 14;
    private static final int SLOT_BITS = 32;

    /// The entries whose hashes have the same first bits.
    private static final class Segment {
        /// 1 + the number of an entry, or 0.
        int[] slots;

        int used;

        /// How many first bits are the same.
        final int depth;

        Segment(int size, int depth) {
            slots = new int[size];
            this.depth = depth;
        }
    }

    /// By the first [#depth] bits of the hash; a segment of fewer bits is there more than once.
    private Segment[] segments;

    private int depth;

    /// The only segment, while there is one.
    private Segment single;

    /// How many entries with other hashes searches have met.
    long probes;

    /// @param slots a power of 2
    HashIndex(int slots) {
        single = new Segment(slots, 0);
        segments = new Segment[] {single};
    }

    private int number(int mixed) {
        return depth == 0 ? 0 : mixed >>> (Integer.SIZE - depth);
    }

    long start(int mixed) {
        int number = number(mixed);
        return (long) number << SLOT_BITS | (mixed & (segments[number].slots.length - 1));
    }

    /// @param position of a search, maybe of an index that has changed since
    /// @return the number of the entry there, or -1
    int entry(long position) {
        int[] slots =
                depth == 0 ? single.slots : segments[(int) (position >>> SLOT_BITS) & (segments.length - 1)].slots;
        return slots[(int) position & (slots.length - 1)] - 1;
    }

    void add(HashTable table, int mixed, int entry) {
        Segment segment = segments[number(mixed)];
        while (segment.used * 2 >= segment.slots.length) {
            if (segment.slots.length < MAX_SLOTS || !maySplit(table, segment)) {
                grow(table, segment);
            } else {
                split(table, mixed);
            }
            segment = segments[number(mixed)];
        }
        link(segment, mixed, entry);
    }

    /// The hashes of a program can agree in as many bits as it likes; the number of segments stays in proportion.
    private boolean maySplit(HashTable table, Segment segment) {
        return segment.depth < depth || (8L * table.size) >> depth >= MAX_SLOTS >> 3;
    }

    private void link(Segment segment, int mixed, int entry) {
        int[] slots = segment.slots;
        int p = mixed & (slots.length - 1);
        while (slots[p] != 0) {
            p = (p + 1) & (slots.length - 1);
            probes++;
        }
        slots[p] = entry + 1;
        segment.used++;
    }

    private void grow(HashTable table, Segment segment) {
        int[] old = segment.slots;
        segment.slots = new int[old.length * 2];
        segment.used = 0;
        for (int slot : old) {
            if (slot != 0) {
                link(segment, table.mixed(slot - 1), slot - 1);
            }
        }
    }

    private void split(HashTable table, int mixed) {
        Segment old = segments[number(mixed)];
        if (old.depth == depth) {
            Segment[] more = new Segment[segments.length * 2];
            for (int i = 0; i < more.length; i++) {
                more[i] = segments[i >> 1];
            }
            segments = more;
            depth++;
        }
        var low = new Segment(MAX_SLOTS, old.depth + 1);
        var high = new Segment(MAX_SLOTS, old.depth + 1);
        int span = segments.length >> old.depth;
        int first = number(mixed) / span * span;
        Arrays.fill(segments, first, first + span / 2, low);
        Arrays.fill(segments, first + span / 2, first + span, high);
        for (int slot : old.slots) {
            if (slot != 0) {
                int other = table.mixed(slot - 1);
                link(segments[number(other)], other, slot - 1);
            }
        }
    }

    private static int find(Segment segment, int mixed, int entry) {
        int[] slots = segment.slots;
        int p = mixed & (slots.length - 1);
        while (slots[p] != entry + 1) {
            p = (p + 1) & (slots.length - 1);
        }
        return p;
    }

    void replace(HashTable table, int mixed, int entry, int other) {
        Segment segment = segments[number(mixed)];
        segment.slots[find(segment, mixed, entry)] = other + 1;
    }

    void remove(HashTable table, int mixed, int entry) {
        Segment segment = segments[number(mixed)];
        int[] slots = segment.slots;
        int gap = find(segment, mixed, entry);
        // Moves later entries of the same run back, so that no search ends at the gap.
        for (int q = (gap + 1) & (slots.length - 1); slots[q] != 0; q = (q + 1) & (slots.length - 1)) {
            int home = table.mixed(slots[q] - 1) & (slots.length - 1);
            if (((q - home) & (slots.length - 1)) >= ((q - gap) & (slots.length - 1))) {
                slots[gap] = slots[q];
                gap = q;
            }
        }
        slots[gap] = 0;
        segment.used--;
    }
}
