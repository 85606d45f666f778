package dev.interleave.language.operation;

import dev.interleave.arithmetic.sliced.SlicedOperation;
import dev.interleave.language.value.ClassObject;
import dev.interleave.language.value.DictObject;
import dev.interleave.language.value.HashTable;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.SetObject;

/// Copies a large table in slices. Not thread-safe.
public final class TableCopy implements SlicedOperation<Object> {

    private static final int AT_ONCE = 2_000;
    private static final int ENTRIES = 2_000;
    private static final int UNITS_PER_ENTRY = 20;
    private static final int BYTES_PER_ENTRY = 64;

    private final ClassObject type;
    private final HashTable from;
    private final HashTable into;
    private int next;

    private TableCopy(ClassObject type, HashTable from) {
        this.type = type;
        this.from = from;
        this.into = new HashTable(from.hasValues());
        this.next = from.begin;
    }

    /// @param runtime of the program
    /// @param type of the copy: of a dict or a set
    /// @param table its entries
    /// @return the dict or set, or a request to make it
    public static Object of(ProgramRuntime runtime, ClassObject type, HashTable table) {
        runtime.allocate((long) BYTES_PER_ENTRY * table.size + BYTES_PER_ENTRY);
        if (table.end - table.begin > AT_ONCE) {
            return new Request.LongWork(new TableCopy(type, table));
        }
        runtime.charge(table.size);
        return object(type, table.copy());
    }

    private static Object object(ClassObject type, HashTable table) {
        return table.hasValues() ? new DictObject(type, table) : new SetObject(type, table);
    }

    @Override
    public int advance() {
        int last = Math.min(from.end, next + ENTRIES);
        for (int i = next; i < last; i++) {
            Object key = from.key(i);
            if (key != null) {
                into.add(from.hash(i), key, from.hasValues() ? from.value(i) : key);
            }
        }
        next = last;
        return ENTRIES * UNITS_PER_ENTRY;
    }

    @Override
    public boolean isDone() {
        return next >= from.end;
    }

    @Override
    public Object result() {
        return object(type, into);
    }
}
