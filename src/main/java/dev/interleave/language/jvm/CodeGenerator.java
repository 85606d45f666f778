package dev.interleave.language.jvm;

import static java.lang.constant.ConstantDescs.INIT_NAME;
import static java.lang.constant.ConstantDescs.MTD_void;

import dev.interleave.language.code.Code;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.constant.MethodTypeDesc;
import org.jspecify.annotations.Nullable;

/// Generates the classes of compiled code. Static methods only; thread-safe.
public final class CodeGenerator {

    /// HotSpot does not compile longer methods.
    private static final int MAX_BYTES = 8_000;

    /// The method of a longer code is likely to exceed [#MAX_BYTES].
    private static final int MAX_INSTRUCTION_WORDS = 4_000;

    /// Each register takes three slots of the frame on the stack of the thread.
    private static final int MAX_REGISTERS = 120;

    private static final ClassFile FILES = ClassFile.of(ClassHierarchyResolverOption.of(
            ClassHierarchyResolver.ofClassLoading(CodeGenerator.class.getClassLoader())));

    private CodeGenerator() {}

    /// @param code any code
    /// @return whether it is short enough to generate
    public static boolean isEligible(Code code) {
        return code.instructions.length <= MAX_INSTRUCTION_WORDS && code.constants() <= MAX_REGISTERS;
    }

    /// @param code an eligible code
    /// @param profile the kinds of operands of its instructions
    /// @param isComplete whether instructions without an execution in the profile are generated too
    /// @return a class file, or null if the method would be too long
    public static byte @Nullable [] generate(Code code, short[] profile, boolean isComplete) {
        byte[] octets = generate(code, profile, isComplete, false);
        if (isTooLong(octets)) {
            octets = generate(code, profile, isComplete, true);
        }
        return isTooLong(octets) ? null : octets;
    }

    private static byte[] generate(Code code, short[] profile, boolean isComplete, boolean isStoredAtOnce) {
        var flow = new CodeFlow(code.instructions, profile, isComplete);
        return FILES.build(
                GeneratedNames.GENERATED,
                type -> type.withSuperclass(GeneratedNames.COMPILED_CODE)
                        .withFlags(ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC)
                        .withMethodBody(
                                INIT_NAME,
                                MTD_void,
                                0,
                                b -> b.aload(0)
                                        .invokespecial(GeneratedNames.COMPILED_CODE, INIT_NAME, MTD_void)
                                        .return_())
                        .withMethodBody(
                                "run",
                                MethodTypeDesc.of(
                                        GeneratedNames.OBJECT,
                                        GeneratedNames.MACHINE,
                                        GeneratedNames.FRAME,
                                        GeneratedNames.INT),
                                0,
                                b -> new MethodGenerator(b, code, flow, isStoredAtOnce).generate()));
    }

    private static boolean isTooLong(byte[] octets) {
        return ClassFile.of().parse(octets).methods().stream()
                .flatMap(method -> method.code().stream())
                .anyMatch(c -> ((CodeAttribute) c).codeLength() >= MAX_BYTES);
    }
}
