package dev.interleave.language.checkpoint;

import dev.interleave.language.code.Code;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.ObjectNumbering;
import dev.interleave.language.value.Globals;
import org.jspecify.annotations.Nullable;

/// Numbers the objects that all programs share, and the codes of the library and of one program, in an order that
/// is the same in every process. Immutable once it is made.
final class SharedObjects {

    private final ObjectNumbering numbering = new ObjectNumbering();

    /// @param program the code of a program
    /// @param globals the variables of the program
    SharedObjects(Library library, Code program, Globals globals) {
        numbering.addShared(library);
        numbering.add(program);
        numbering.addAlone(globals); // its values are not shared
    }

    @Nullable
    Integer number(Object value) {
        return numbering.number(value);
    }

    Object get(int number) {
        return numbering.objects().get(number);
    }

    int size() {
        return numbering.objects().size();
    }
}
