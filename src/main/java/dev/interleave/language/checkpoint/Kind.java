package dev.interleave.language.checkpoint;

/// What an object of the heap is. The order is part of the stored form.
enum Kind {
    LIST,
    TUPLE,
    DICT,
    SET,
    INSTANCE,
    EXCEPTION,
    BYTES,
    RANGE,
    SLICE,
    CELL,
    METHOD,
    FUNCTION,
    GENERATOR,
    FRAME,
    CLASS,
    PROPERTY,
    CLASS_METHOD,
    SUPER,
    VIEW,
    SEQUENCE_ITERATOR,
    TABLE_ITERATOR,
    ENUMERATE_ITERATOR,
    ZIP_ITERATOR,
    AWAITABLE;

    private static final Kind[] KINDS = values();

    static Kind of(int number) {
        return KINDS[number];
    }
}
