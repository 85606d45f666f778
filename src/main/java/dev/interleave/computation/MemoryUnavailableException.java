package dev.interleave.computation;

/// A calculation needs more memory than there is room for now. It is of no use any more; another one continues from the
/// last checkpoint when there is room.
public final class MemoryUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public MemoryUnavailableException() {
        super("no room for a calculation that grows", null, false, false);
    }
}
