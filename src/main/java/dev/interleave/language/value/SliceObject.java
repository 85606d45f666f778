package dev.interleave.language.value;

/// What stands between brackets with colons.
public final class SliceObject extends HeapObject {

    /// The lower bound, or `None`.
    public Object start;

    /// The upper bound, or `None`.
    public Object stop;

    /// The step, or `None`.
    public Object step;

    /// @param start the lower bound, or `None`
    /// @param stop the upper bound, or `None`
    /// @param step the step, or `None`
    public SliceObject(Object start, Object stop, Object step) {
        super(Types.SLICE);
        this.start = start;
        this.stop = stop;
        this.step = step;
    }
}
