package dev.interleave.language;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import dev.interleave.language.checkpoint.MachineCodec;
import dev.interleave.language.compiler.Compiler;
import dev.interleave.language.machine.Library;
import dev.interleave.language.machine.Machine;
import dev.interleave.language.syntax.SourceText;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/// Any bytes, with the right head and checksum, as the stored state of a program: they are rejected, or read.
class MachineStateFuzzTest {

    private static final String PROGRAM = """
            class A: pass
            def f(n):
                a = A()
                a.x = [n, {1: 'one', 'two': 2.5}, {3, 4}, (5, b'6'), None, True, 7 ** 40]
                for i in range(n):
                    a.x.append(i)
                    yield a
            for y in f(100): z = y
            """;

    private static final int HEAD_BYTES = 10;
    private static final Library LIBRARY = Library.get();

    private final Compiler.Module module = Compiler.compile(SourceText.of(PROGRAM), LIBRARY.environment(), false);
    private final byte[] valid = stored();

    private byte[] stored() {
        var machine = new Machine(module, LIBRARY, Programs.LIMITS);
        machine.run(400);
        return new MachineCodec(LIBRARY, module, machine).write(machine);
    }

    @FuzzTest(maxDuration = "10m")
    void isRejectedOrRead(byte[] body) {
        byte[] state = ByteBuffer.allocate(HEAD_BYTES + body.length + Integer.BYTES)
                .put(valid, 0, HEAD_BYTES)
                .put(body)
                .array();
        var checksum = new CRC32C();
        checksum.update(state, 0, state.length - Integer.BYTES);
        ByteBuffer.wrap(state).putInt(state.length - Integer.BYTES, (int) checksum.getValue());
        var machine = new Machine(module, LIBRARY, Programs.LIMITS);
        try {
            new MachineCodec(LIBRARY, module, machine).read(state, machine);
        } catch (StreamCorruptedException rejected) {
            assertThat(machine.instructions()).isZero();
        }
    }
}
