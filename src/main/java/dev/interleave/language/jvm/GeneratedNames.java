package dev.interleave.language.jvm;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;

/// Names the classes that generated code refers to, and describes its methods. Constants and static methods only.
///
/// Names and descriptors have to match the Java code: the compiler does not check them, a generated method fails to
/// link.
final class GeneratedNames {

    private static final String MACHINE_PACKAGE = "dev.interleave.language.machine";
    private static final String VALUE_PACKAGE = "dev.interleave.language.value";

    static final ClassDesc GENERATED = ClassDesc.of(MACHINE_PACKAGE, "Generated");
    static final ClassDesc COMPILED_CODE = ClassDesc.of(MACHINE_PACKAGE, "CompiledCode");
    static final ClassDesc ATTRIBUTE_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "AttributeSupport");
    static final ClassDesc CALL_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "CallSupport");
    static final ClassDesc INSTRUCTION_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "InstructionSupport");
    static final ClassDesc ITERATION_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "IterationSupport");
    static final ClassDesc OPERATOR_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "OperatorSupport");
    static final ClassDesc SEQUENCE_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "SequenceSupport");
    static final ClassDesc VARIABLE_SUPPORT = ClassDesc.of(MACHINE_PACKAGE, "VariableSupport");
    static final ClassDesc MACHINE = ClassDesc.of(MACHINE_PACKAGE, "Machine");
    static final ClassDesc FRAME = ClassDesc.of(VALUE_PACKAGE, "Frame");
    static final ClassDesc RAISED = ClassDesc.of(VALUE_PACKAGE, "Raised");
    static final ClassDesc SMALL_INTEGERS = ClassDesc.of(VALUE_PACKAGE, "SmallIntegers");
    static final ClassDesc CODE = ClassDesc.of("dev.interleave.language.code", "Code");
    static final ClassDesc OBJECT = ConstantDescs.CD_Object;
    static final ClassDesc OBJECTS = OBJECT.arrayType();
    static final ClassDesc BOOLEAN_OBJECT = ConstantDescs.CD_Boolean;
    static final ClassDesc LONG_OBJECT = ConstantDescs.CD_Long;
    static final ClassDesc DOUBLE_OBJECT = ConstantDescs.CD_Double;
    static final ClassDesc MATH = ClassDesc.of("java.lang.Math");
    static final ClassDesc INT = ConstantDescs.CD_int;
    static final ClassDesc LONG = ConstantDescs.CD_long;
    static final ClassDesc DOUBLE = ConstantDescs.CD_double;
    static final ClassDesc BOOLEAN = ConstantDescs.CD_boolean;
    static final ClassDesc VOID = ConstantDescs.CD_void;

    private GeneratedNames() {}

    static MethodTypeDesc type(ClassDesc result, ClassDesc... parameters) {
        return MethodTypeDesc.of(result, parameters);
    }
}
