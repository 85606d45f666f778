package dev.interleave.language.value;

import java.util.Arrays;

/// A list. A long one is cut into pieces, so that it grows without copying what is there.
@SuppressWarnings("NullAway") // unused places are null
public final class ListObject extends HeapObject {

    /// The binary logarithm of [#PIECE].
    private static final int SHIFT = 14;

    /// The number of elements in a piece.
    public static final int PIECE = 1 << SHIFT;

    private static final int MASK = PIECE - 1;
    private static final int LEAST = 32;
    private static final Object[] NONE = {};

    /// The elements, then unused places; empty if the list is cut into pieces.
    public Object[] items;

    /// The number of elements.
    public int size;

    /// The elements of a long list, all pieces but the last ones full; null for a short one.
    private Object[][] pieces;

    /// @param items the elements, not copied unless they are many
    public ListObject(Object[] items) {
        this(Types.LIST, items, items.length);
    }

    /// @param type of the list
    /// @param items the elements, not copied unless they are many
    /// @param size how many of them count
    public ListObject(ClassObject type, Object[] items, int size) {
        super(type);
        setItems(items, size);
    }

    /// @param type of the list
    /// @param capacity how many elements it takes without growing
    /// @return an empty list
    public static ListObject withCapacity(ClassObject type, int capacity) {
        var list = new ListObject(type, NONE, 0);
        list.reserve(capacity);
        return list;
    }

    private void setItems(Object[] all, int count) {
        if (all.length <= PIECE) {
            this.items = all;
            this.size = count;
            this.pieces = null;
            return;
        }
        this.items = NONE;
        this.size = 0;
        this.pieces = new Object[0][];
        addAll(all, count);
    }

    /// Takes the elements of another list, which is empty then.
    ///
    /// @param from any list
    public void take(ListObject from) {
        items = from.items;
        size = from.size;
        pieces = from.pieces;
        from.clear();
    }

    /// @return the number of elements that it takes without growing
    public int capacity() {
        return pieces == null ? items.length : pieces.length << SHIFT;
    }

    /// @return whether it is cut into pieces
    public boolean isLong() {
        return pieces != null;
    }

    /// @param i the index of an element, from 0 to the size
    /// @return the element
    public Object get(int i) {
        return pieces == null ? items[i] : pieces[i >>> SHIFT][i & MASK];
    }

    /// @param i the index of an element, from 0 to the size
    /// @param item to be there from now on
    public void set(int i, Object item) {
        if (pieces == null) {
            items[i] = item;
        } else {
            pieces[i >>> SHIFT][i & MASK] = item;
        }
    }

    /// @param item a new last element
    public void add(Object item) {
        if (size < items.length) {
            items[size++] = item;
            return;
        }
        if (size == capacity()) {
            reserve(pieces == null ? Math.clamp(size + (size >> 1) + 3L, 4, Math.max(PIECE, size + 1)) : size + 1);
        }
        set(size, item);
        size++;
    }

    /// @param wanted the number of elements that it takes without growing from now on
    private void reserve(int wanted) {
        if (wanted <= capacity()) {
            return;
        }
        if (pieces == null && wanted <= PIECE) {
            items = Arrays.copyOf(items, wanted);
            return;
        }
        int before = pieces == null ? 0 : pieces.length;
        int count = (wanted + PIECE - 1) >>> SHIFT;
        Object[][] more = pieces == null ? new Object[count][] : Arrays.copyOf(pieces, count);
        if (pieces == null) {
            more[0] = Arrays.copyOf(items, PIECE);
            before = 1;
        }
        for (int i = before; i < count; i++) {
            more[i] = new Object[PIECE];
        }
        items = NONE;
        pieces = more;
    }

    /// @param from the elements to be added
    /// @param count how many of them
    public void addAll(Object[] from, int count) {
        int at = size;
        reserve(grown(size + count));
        size += count;
        write(at, from, count);
    }

    private int grown(int wanted) {
        return pieces == null && wanted > items.length && wanted <= PIECE
                ? Math.min(PIECE, wanted + (wanted >> 3))
                : wanted;
    }

    /// Makes place for new elements at the end, which [#copy] has to fill.
    ///
    /// @param count how many of them
    public void extend(int count) {
        reserve(grown(size + count));
        size += count;
    }

    /// Copies elements from a list to this one, or within one.
    ///
    /// @param from any list
    /// @param start the index of the first element there
    /// @param at its index here
    /// @param count how many of them
    public void copy(ListObject from, int start, int at, int count) {
        if (pieces == null && from.pieces == null) {
            System.arraycopy(from.items, start, items, at, count);
        } else if (from == this && start < at) {
            for (int done = count; done > 0; ) {
                int n = Math.min(done, Math.min(before(start + done), before(at + done)));
                done -= n;
                copyPart(from, start + done, at + done, n);
            }
        } else {
            for (int done = 0; done < count; ) {
                int n = Math.min(count - done, Math.min(behind(start + done), behind(at + done)));
                copyPart(from, start + done, at + done, n);
                done += n;
            }
        }
    }

    private void copyPart(ListObject from, int start, int at, int count) {
        System.arraycopy(from.piece(start), from.offset(start), piece(at), offset(at), count);
    }

    private Object[] piece(int i) {
        return pieces == null ? items : pieces[i >>> SHIFT];
    }

    private int offset(int i) {
        return pieces == null ? i : i & MASK;
    }

    private static int behind(int i) {
        return PIECE - (i & MASK);
    }

    private static int before(int i) {
        return ((i - 1) & MASK) + 1;
    }

    private void write(int at, Object[] from, int count) {
        for (int done = 0; done < count; ) {
            int n = pieces == null ? count : Math.min(count - done, behind(at + done));
            System.arraycopy(from, done, piece(at + done), offset(at + done), n);
            done += n;
        }
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
        reserve(grown(longer));
        copy(this, high, low + count, size - high);
        write(low, from, count);
        clear(longer, size);
        size = longer;
    }

    private void clear(int from, int to) {
        for (int i = from; i < to; ) {
            int n = pieces == null ? to - i : Math.min(to - i, behind(i));
            Arrays.fill(piece(i), offset(i), offset(i) + n, null);
            i += n;
        }
        shrink(from);
    }

    /// Gives places back, so that no more than about three of four are unused.
    private void shrink(int used) {
        if (pieces == null) {
            if (items.length > LEAST && used < items.length >> 2) {
                items = Arrays.copyOf(items, items.length >> 1);
            }
        } else if (used <= PIECE >> 1) {
            items = pieces[0];
            pieces = null;
        } else if (used <= (pieces.length - 2) << SHIFT) {
            pieces = Arrays.copyOf(pieces, ((used + PIECE - 1) >>> SHIFT) + 1);
        }
    }

    /// Drops the last elements.
    ///
    /// @param count how many stay
    public void truncate(int count) {
        int before = size;
        size = count;
        clear(count, before);
    }

    /// @param at the index of an element
    /// @return the element, which is removed
    public Object remove(int at) {
        Object item = get(at);
        copy(this, at + 1, at, size - at - 1);
        size--;
        piece(size)[offset(size)] = null;
        shrink(size);
        return item;
    }

    /// @return a list with the same elements, of no class of a program, until one of them changes its size
    public ListObject view() {
        var view = new ListObject(NONE);
        view.items = items;
        view.size = size;
        view.pieces = pieces;
        return view;
    }

    /// @param all as many elements as there are, to replace them
    public void setAll(Object[] all) {
        write(0, all, size);
    }

    /// @return a copy of the elements
    public Object[] toArray() {
        return toArray(0, size);
    }

    /// @param from the index of the first element
    /// @param to behind that of the last element
    /// @return a copy of them
    public Object[] toArray(int from, int to) {
        if (pieces == null) {
            return Arrays.copyOfRange(items, from, to);
        }
        Object[] all = new Object[to - from];
        for (int i = from; i < to; ) {
            int n = Math.min(to - i, behind(i));
            System.arraycopy(piece(i), offset(i), all, i - from, n);
            i += n;
        }
        return all;
    }

    /// Removes all elements.
    public void clear() {
        items = NONE;
        pieces = null;
        size = 0;
    }
}
