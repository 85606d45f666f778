package dev.interleave.language.value;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A hash table that keeps the order of insertion: entries in a row, and an index by hash with linear probing
/// (Hettinger, *More compact dictionaries with faster iteration*, 2012). It compares no keys: a search proceeds
/// from candidate to candidate with the same hash, and the caller compares.
@SuppressWarnings("NullAway") // a removed entry is null
public final class HashTable {

    private static final int SMALLEST_INDEX = 8;

    /// The keys; null where an entry was removed.
    public Object[] keys;

    /// The values; null in a set.
    public Object @Nullable [] values;

    private long[] hashes;

    /// 1 + the number of an entry, or 0.
    private int[] index;

    /// The number of the first entry.
    public int begin;

    /// Behind the number of the last entry.
    public int end;

    /// The number of entries.
    public int size;

    /// @param hasValues whether entries have values
    public HashTable(boolean hasValues) {
        keys = new Object[4];
        values = hasValues ? new Object[4] : null;
        hashes = new long[4];
        index = new int[SMALLEST_INDEX];
    }

    private HashTable(HashTable from) {
        keys = from.keys.clone();
        values = from.values == null ? null : from.values.clone();
        hashes = from.hashes.clone();
        index = from.index.clone();
        begin = from.begin;
        end = from.end;
        size = from.size;
    }

    /// @param hasValues whether entries have values
    /// @param capacity how many entries it can take
    /// @param begin the number of the first entry
    public HashTable(boolean hasValues, int capacity, int begin) {
        keys = new Object[capacity];
        values = hasValues ? new Object[capacity] : null;
        hashes = new long[capacity];
        index = new int[Math.max(SMALLEST_INDEX, Integer.highestOneBit(Math.max(1, capacity)) * 4)];
        this.begin = begin;
        this.end = begin;
    }

    /// Keeps the place of an entry that was removed.
    public void skip() {
        end++;
    }

    /// @return a table with the same entries
    public HashTable copy() {
        return new HashTable(this);
    }

    /// @param hash of a key
    /// @return where the search for it begins
    public int start(long hash) {
        return mix(hash) & (index.length - 1);
    }

    /// @param hash of the key
    /// @param position where the search proceeds
    /// @return the position of the next entry with that hash, or -1
    public int candidate(long hash, int position) {
        for (int p = position & (index.length - 1); index[p] != 0; p = (p + 1) & (index.length - 1)) {
            int entry = index[p] - 1;
            if (hashes[entry] == hash && keys[entry] != null) {
                return p;
            }
        }
        return -1;
    }

    /// @param position of a candidate
    /// @return the number of its entry
    public int entry(int position) {
        return index[position] - 1;
    }

    /// @param entry the number of an entry
    /// @return the hash of its key
    public long hash(int entry) {
        return hashes[entry];
    }

    /// Adds an entry whose key is in the table under no other entry.
    ///
    /// @param hash of the key
    /// @param key of the entry
    /// @param value of the entry; ignored in a set
    public void add(long hash, Object key, Object value) {
        if (end == keys.length) {
            resize();
        }
        keys[end] = key;
        if (values != null) {
            values[end] = value;
        }
        hashes[end] = hash;
        end++;
        size++;
        link(end);
    }

    /// @param entry the number of the entry to be removed
    public void remove(int entry) {
        keys[entry] = null;
        if (values != null) {
            values[entry] = null;
        }
        size--;
        if (size == 0) {
            clear();
            return;
        }
        while (keys[begin] == null) {
            unlink(begin);
            begin++;
        }
        while (keys[end - 1] == null) {
            end--;
            unlink(end);
        }
    }

    private void unlink(int entry) {
        int p = start(hashes[entry]);
        while (index[p] != entry + 1) {
            p = (p + 1) & (index.length - 1);
        }
        // Moves later entries of the same run back, so that no search ends at the gap.
        int gap = p;
        for (int q = (p + 1) & (index.length - 1); index[q] != 0; q = (q + 1) & (index.length - 1)) {
            int home = start(hashes[index[q] - 1]);
            if (((q - home) & (index.length - 1)) >= ((q - gap) & (index.length - 1))) {
                index[gap] = index[q];
                gap = q;
            }
        }
        index[gap] = 0;
    }

    /// Removes all entries.
    public void clear() {
        keys = new Object[4];
        values = values == null ? null : new Object[4];
        hashes = new long[4];
        index = new int[SMALLEST_INDEX];
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
        Object key = keys[entry];
        Object value = values == null ? null : values[entry];
        long hash = hashes[entry];
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
        keys[begin] = key;
        if (values != null) {
            values[begin] = value;
        }
        hashes[begin] = hash;
        size++;
        link(begin + 1);
    }

    private void resize() {
        rebuild(0);
    }

    /// @param gap the number of places to be left free before the first entry
    private void rebuild(int gap) {
        int capacity = gap + Math.max(8, size * 2);
        Object[] oldKeys = keys;
        Object[] oldValues = values;
        long[] oldHashes = hashes;
        int oldBegin = begin;
        int oldEnd = end;
        keys = new Object[capacity];
        values = oldValues == null ? null : new Object[capacity];
        hashes = new long[capacity];
        index = new int[Integer.highestOneBit(capacity) * 4];
        begin = gap;
        end = gap;
        for (int i = oldBegin; i < oldEnd; i++) {
            if (oldKeys[i] != null) {
                keys[end] = oldKeys[i];
                if (oldValues != null) {
                    values[end] = oldValues[i];
                }
                hashes[end] = oldHashes[i];
                end++;
                link(end);
            }
        }
    }

    private void link(int entryPlusOne) {
        int p = start(hashes[entryPlusOne - 1]);
        while (index[p] != 0) {
            p = (p + 1) & (index.length - 1);
        }
        index[p] = entryPlusOne;
    }

    /// Spreads the bits of a hash (Steele, Lea and Flood, *Fast Splittable Pseudorandom Number Generators*, 2014).
    private static int mix(long hash) {
        long z = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return (int) (z ^ (z >>> 31));
    }

    /// @return the keys in use, in order
    public Object[] keysInOrder() {
        return compact(keys);
    }

    /// @return the values in use, in order
    public Object[] valuesInOrder() {
        return compact(values);
    }

    private Object[] compact(Object[] from) {
        if (end - begin == size) {
            return Arrays.copyOfRange(from, begin, end);
        }
        Object[] into = new Object[size];
        int n = 0;
        for (int i = begin; i < end; i++) {
            if (keys[i] != null) {
                into[n++] = from[i];
            }
        }
        return into;
    }
}
