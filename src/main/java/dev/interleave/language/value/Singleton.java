package dev.interleave.language.value;

/// The values of which there is one each.
public enum Singleton {
    NONE("None"),
    ELLIPSIS("Ellipsis"),
    NOT_IMPLEMENTED("NotImplemented");

    private final String text;

    Singleton(String text) {
        this.text = text;
    }

    @Override
    public String toString() {
        return text;
    }
}
