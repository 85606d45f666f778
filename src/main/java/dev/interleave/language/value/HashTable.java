package dev.interleave.language.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A hash table that keeps the order of insertion: entries in a row, and an index by hash with linear probing
/// (Hettinger, *More compact dictionaries with faster iteration*, 2012). It compares no keys: a search proceeds
/// from candidate to candidate with the same hash, and the caller compares.
///
/// A large table is cut into pieces, so that it grows without copying what is there: the entries are in chunks, and
/// the index is cut by the first bits of the hash (Fagin and others, *Extendible hashing*, 1979).
@SuppressWarnings("NullAway") // a removed entry is null
public final class HashTable {

    private static final int SMALLEST_INDEX = 8;
    private static final int SMALLEST_CAPACITY = 8;
    private static final int SHIFT = 12;

    /// The number of entries in a chunk, and the largest number in a table without chunks.
    public static final int CHUNK = 1 << SHIFT;

    private static final int MASK = CHUNK - 1;

    /// A large table with so many entries that were removed is compacted by itself, in slices.
    private static final int MAX_HOLES = 8 * CHUNK;

    /// A part of the entries of a large table.
    private static final class Chunk {
        final Object[] keys = new Object[CHUNK];
        final Object @Nullable [] values;
        final long[] hashes = new long[CHUNK];
        int used;

        Chunk(boolean hasValues) {
            values = hasValues ? new Object[CHUNK] : null;
        }
    }

    private final boolean hasValues;
    private Object[] keys;
    private Object @Nullable [] values;
    private long[] hashes;

    /// Of a large table; a chunk without entries is null.
    private Chunk @Nullable [] chunks;

    private HashIndex index;

    /// The number of the first entry.
    public int begin;

    /// Behind the number of the last entry.
    public int end;

    /// The number of entries.
    public int size;

    /// @param hasValues whether entries have values
    public HashTable(boolean hasValues) {
        this(hasValues, 4, 0);
    }

    /// @param hasValues whether entries have values
    /// @param capacity how many entries it can take; more than [#CHUNK] for a large table
    /// @param begin the number of the first entry
    public HashTable(boolean hasValues, int capacity, int begin) {
        this.hasValues = hasValues;
        if (capacity <= CHUNK) {
            allocate(capacity);
        } else {
            allocateChunks();
        }
        this.begin = begin;
        this.end = begin;
    }

    private void allocate(int capacity) {
        keys = new Object[capacity];
        values = hasValues ? new Object[capacity] : null;
        hashes = new long[capacity];
        chunks = null;
        index = new HashIndex(Math.max(SMALLEST_INDEX, Integer.highestOneBit(Math.max(1, capacity)) * 4));
    }

    private void allocateChunks() {
        keys = new Object[0];
        values = null;
        hashes = new long[0];
        chunks = new Chunk[4];
        index = new HashIndex(4 * CHUNK);
    }

    /// @return how many entries the memory that it takes could hold
    public int capacity() {
        if (chunks == null) {
            return keys.length;
        }
        int count = CHUNK; // the last chunk
        for (int i = begin >> SHIFT; i < end >> SHIFT; i++) {
            count += chunks[i] == null ? 0 : CHUNK;
        }
        return count;
    }

    /// @return whether it is cut into chunks
    public boolean isLarge() {
        return chunks != null;
    }

    /// @return whether entries have values
    public boolean hasValues() {
        return hasValues;
    }

    // --- entries

    /// @param entry the number of an entry
    /// @return its key, or null if it was removed
    public Object key(int entry) {
        if (chunks == null) {
            return keys[entry];
        }
        Chunk chunk = chunks[entry >> SHIFT];
        return chunk == null ? null : chunk.keys[entry & MASK];
    }

    /// @param entry the number of an entry
    /// @return its value
    public Object value(int entry) {
        return chunks == null ? values[entry] : chunks[entry >> SHIFT].values[entry & MASK];
    }

    /// @param entry the number of an entry
    /// @param value from now on
    public void setValue(int entry, Object value) {
        if (chunks == null) {
            values[entry] = value;
        } else {
            chunks[entry >> SHIFT].values[entry & MASK] = value;
        }
    }

    /// @param entry the number of an entry
    /// @return the hash of its key
    public long hash(int entry) {
        return chunks == null ? hashes[entry] : chunks[entry >> SHIFT].hashes[entry & MASK];
    }

    private void store(int entry, long hash, Object key, Object value) {
        if (chunks == null) {
            keys[entry] = key;
            hashes[entry] = hash;
            if (hasValues) {
                values[entry] = value;
            }
            return;
        }
        int at = entry >> SHIFT;
        if (at >= chunks.length) {
            chunks = Arrays.copyOf(chunks, at + (at >> 1) + 1);
        }
        Chunk chunk = chunks[at];
        if (chunk == null) {
            chunk = new Chunk(hasValues);
            chunks[at] = chunk;
        }
        chunk.keys[entry & MASK] = key;
        chunk.hashes[entry & MASK] = hash;
        if (hasValues) {
            chunk.values[entry & MASK] = value;
        }
        chunk.used++;
    }

    private void erase(int entry) {
        if (chunks == null) {
            keys[entry] = null;
            if (hasValues) {
                values[entry] = null;
            }
            return;
        }
        Chunk chunk = chunks[entry >> SHIFT];
        chunk.keys[entry & MASK] = null;
        if (hasValues) {
            chunk.values[entry & MASK] = null;
        }
        if (--chunk.used == 0) {
            chunks[entry >> SHIFT] = null;
        }
    }

    // --- searching

    /// @param hash of a key
    /// @return where the search for it begins
    public long start(long hash) {
        return index.start(mix(hash));
    }

    /// @param hash of the key
    /// @param position where the search proceeds
    /// @return the position of the next entry with that hash, or -1
    public long candidate(long hash, long position) {
        long p = position;
        while (true) {
            int entry = index.entry(p);
            if (entry < 0) {
                return -1;
            }
            if (hash(entry) == hash) {
                return p;
            }
            p++;
            index.probes++;
        }
    }

    /// @return how many entries with other hashes searches have met since the last call: what collisions cost
    public long takeProbes() {
        long probes = index.probes;
        index.probes = 0;
        return probes;
    }

    /// @param position of a candidate
    /// @return the number of its entry
    public int entry(long position) {
        return index.entry(position);
    }

    // --- changes

    /// Keeps the place of an entry that was removed.
    public void skip() {
        end++;
    }

    /// Adds an entry whose key is in the table under no other entry.
    ///
    /// @param hash of the key
    /// @param key of the entry
    /// @param value of the entry; ignored in a set
    public void add(long hash, Object key, Object value) {
        if (chunks == null && end == keys.length) {
            rebuild(0);
        }
        store(end, hash, key, value);
        index.add(this, mix(hash), end);
        end++;
        size++;
    }

    /// @param entry the number of the entry to be removed
    public void remove(int entry) {
        index.remove(this, mix(hash(entry)), entry);
        erase(entry);
        size--;
        if (size == 0) {
            clear();
            return;
        }
        begin = firstFrom(begin);
        end = lastBefore(end) + 1;
        if (chunks == null
                ? keys.length > 64 && size < keys.length >> 3
                : size < CHUNK >> 2 && end - begin < MAX_HOLES) {
            rebuild(0);
        }
    }

    private int firstFrom(int from) {
        int entry = from;
        while (key(entry) == null) {
            entry = chunks != null && chunks[entry >> SHIFT] == null ? (entry | MASK) + 1 : entry + 1;
        }
        return entry;
    }

    private int lastBefore(int to) {
        int entry = to - 1;
        while (key(entry) == null) {
            entry = chunks != null && chunks[entry >> SHIFT] == null ? (entry & ~MASK) - 1 : entry - 1;
        }
        return entry;
    }

    /// Removes all entries.
    public void clear() {
        allocate(4);
        begin = 0;
        end = 0;
        size = 0;
    }

    /// @param entry the number of the entry to become the first or last one
    /// @param last whether it becomes the last one
    public void move(int entry, boolean last) {
        if (entry == (last ? end - 1 : begin)) {
            return;
        }
        Object key = key(entry);
        Object value = hasValues ? value(entry) : key;
        long hash = hash(entry);
        remove(entry);
        if (last) {
            add(hash, key, value);
        } else {
            addFirst(hash, key, value);
        }
    }

    private void addFirst(long hash, Object key, Object value) {
        if (begin == 0) {
            rebuild(size + 4);
        }
        begin--;
        store(begin, hash, key, value);
        index.add(this, mix(hash), begin);
        size++;
    }

    /// @param gap the number of places to be left free before the first entry
    private void rebuild(int gap) {
        Object[] oldKeys = keys;
        Object[] oldValues = values;
        long[] oldHashes = hashes;
        Chunk[] oldChunks = chunks;
        int from = begin;
        int to = end;
        int capacity = gap + Math.max(SMALLEST_CAPACITY, size * 2);
        if (capacity <= CHUNK) {
            allocate(capacity);
        } else {
            allocateChunks();
        }
        begin = gap;
        end = gap;
        size = 0;
        for (int i = from; i < to; i++) {
            if (oldChunks == null) {
                if (oldKeys[i] != null) {
                    add(oldHashes[i], oldKeys[i], oldValues == null ? oldKeys[i] : oldValues[i]);
                }
            } else if (oldChunks[i >> SHIFT] == null) {
                i |= MASK;
            } else {
                Chunk chunk = oldChunks[i >> SHIFT];
                Object key = chunk.keys[i & MASK];
                if (key != null) {
                    add(chunk.hashes[i & MASK], key, hasValues ? chunk.values[i & MASK] : key);
                }
            }
        }
    }

    // --- compaction

    /// @return whether a large table holds more removed entries than it should
    public boolean needsCompaction() {
        return chunks != null && end - begin > 2L * size + MAX_HOLES;
    }

    /// Moves entries to the front, in their order.
    ///
    /// @param from the number of the first entry that was not moved yet
    /// @param to where the next one goes
    /// @param count how many entries, removed ones too
    /// @return where the next one goes
    int compact(int from, int to, int count) {
        int next = to;
        for (int i = from; i < Math.min(end, from + count); i++) {
            Object key = key(i);
            if (key == null) {
                if (chunks[i >> SHIFT] == null) {
                    i |= MASK;
                }
                continue;
            }
            if (i != next) {
                long hash = hash(i);
                Object value = hasValues ? value(i) : key;
                index.replace(this, mix(hash), i, next);
                store(next, hash, key, value);
                erase(i);
            }
            next++;
        }
        return next;
    }

    // --- copies

    /// @return the keys in use, in order
    public Object[] keysInOrder() {
        Object[] into = new Object[size];
        int n = 0;
        for (int i = begin; i < end; i++) {
            Object key = key(i);
            if (key != null) {
                into[n++] = key;
            }
        }
        return into;
    }

    /// @return a table with the same entries
    public HashTable copy() {
        var copy = new HashTable(hasValues, chunks == null ? Math.max(4, keys.length) : CHUNK + 1, 0);
        copy.begin = begin;
        copy.end = begin;
        for (int i = begin; i < end; i++) {
            Object key = key(i);
            if (key == null) {
                copy.skip();
            } else {
                copy.add(hash(i), key, hasValues ? value(i) : key);
            }
        }
        return copy;
    }

    /// Spreads the bits of a hash (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
    static int mix(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (int) (z ^ (z >>> 31));
    }

    /// @param entry the number of an entry
    /// @return the spread hash of its key
    int mixed(int entry) {
        return mix(hash(entry));
    }
}
