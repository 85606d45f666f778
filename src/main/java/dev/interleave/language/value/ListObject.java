package dev.interleave.language.value;

import java.util.Arrays;

/// A list.
@SuppressWarnings("NullAway") // unused places are null
public final class ListObject extends HeapObject {

    /// The elements, then unused places.
    public Object[] items;

    /// The number of elements.
    public int size;

    /// @param items the elements, not copied
    public ListObject(Object[] items) {
        this(Types.LIST, items, items.length);
    }

    /// @param type of the list
    /// @param items the elements, not copied
    /// @param size how many of them count
    public ListObject(ClassObject type, Object[] items, int size) {
        super(type);
        this.items = items;
        this.size = size;
    }

    /// @param item a new last element
    public void add(Object item) {
        if (size == items.length) {
            items = Arrays.copyOf(items, Math.max(4, size + (size >> 1) + 3));
        }
        items[size++] = item;
    }

    /// @param from the elements to be added
    /// @param count how many of them
    public void addAll(Object[] from, int count) {
        insertAll(size, from, count);
    }

    /// @param at the index of the first new element
    /// @param from the new elements
    /// @param count how many of them
    public void insertAll(int at, Object[] from, int count) {
        replace(at, at, from, count);
    }

    /// @param low the first element to be removed
    /// @param high behind the last element to be removed
    /// @param from what takes their place
    /// @param count how many of them
    public void replace(int low, int high, Object[] from, int count) {
        int longer = size - (high - low) + count;
        Object[] target = items;
        if (longer > items.length) {
            target = Arrays.copyOf(items, longer + (longer >> 3));
        }
        System.arraycopy(items, high, target, low + count, size - high);
        System.arraycopy(from, 0, target, low, count);
        for (int i = longer; i < size; i++) {
            target[i] = null;
        }
        items = target;
        size = longer;
    }

    /// @param at the index of an element
    /// @return the element, which is removed
    public Object remove(int at) {
        Object item = items[at];
        System.arraycopy(items, at + 1, items, at, size - at - 1);
        items[--size] = null;
        return item;
    }

    /// @return a copy of the elements
    public Object[] toArray() {
        return Arrays.copyOf(items, size);
    }

    /// Removes all elements.
    public void clear() {
        items = new Object[0];
        size = 0;
    }
}
