package dev.interleave.language.code;

/// A form of a [Code] that runs faster than its instructions and does the same. The machine makes and runs it.
public abstract class CompiledForm {

    /// For subclasses.
    protected CompiledForm() {}
}
