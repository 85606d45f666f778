package dev.interleave.language.value;

/// A module of the library.
public final class ModuleObject extends HeapObject {

    /// Its name.
    public final String name;

    /// Its variables.
    public final Globals globals;

    /// @param name of the module
    /// @param globals its variables
    public ModuleObject(String name, Globals globals) {
        super(Types.MODULE);
        this.name = name;
        this.globals = globals;
    }
}
