package dev.interleave.language.value;

import org.jspecify.annotations.Nullable;

/// A dict.
public final class DictObject extends HeapObject {

    /// Its entries.
    public HashTable table;

    /// @param type of the dict
    public DictObject(ClassObject type) {
        this(type, new HashTable(true));
    }

    /// @param type of the dict
    /// @param table its entries, not copied
    public DictObject(ClassObject type, HashTable table) {
        super(type);
        this.table = table;
    }

    /// @param key a string
    /// @return its value, or null
    public @Nullable Object getText(String key) {
        int entry = findText(key);
        return entry < 0 ? null : table.value(entry);
    }

    /// @param key a string
    /// @param value its value from now on
    public void putText(String key, Object value) {
        int entry = findText(key);
        if (entry < 0) {
            table.add(Hashes.ofText(key), key, value);
        } else {
            table.setValue(entry, value);
        }
    }

    /// @param key a string
    /// @return whether it was there
    public boolean removeText(String key) {
        int entry = findText(key);
        if (entry >= 0) {
            table.remove(entry);
        }
        return entry >= 0;
    }

    private int findText(String key) {
        long hash = Hashes.ofText(key);
        for (long p = table.candidate(hash, table.start(hash)); p >= 0; p = table.candidate(hash, p + 1)) {
            if (table.key(table.entry(p)) instanceof String other && other.equals(key)) {
                return table.entry(p);
            }
        }
        return -1;
    }
}
