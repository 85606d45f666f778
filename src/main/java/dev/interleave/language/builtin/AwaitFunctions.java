package dev.interleave.language.builtin;

import dev.interleave.language.operation.Rfc3339;
import dev.interleave.language.value.AwaitableObject;
import dev.interleave.language.value.AwaitableObject.Kind;
import dev.interleave.language.value.ExceptionObject;
import dev.interleave.language.value.ListObject;
import dev.interleave.language.value.ProgramRuntime;
import dev.interleave.language.value.Request;
import dev.interleave.language.value.Singleton;
import dev.interleave.language.value.TupleObject;
import dev.interleave.language.value.Types;
import java.util.List;
import java.util.Locale;

/// What the library needs for programs that wait. The functions of the programs are part of the library.
final class AwaitFunctions {

    private static final int OBJECT_BYTES = 120;

    private AwaitFunctions() {}

    static void register(Registry registry) {
        for (String attribute : List.of("id", "state", "reason", "message")) {
            Types.JOB_ERROR.members.put(attribute, Singleton.NONE); // of one that a program raises
        }
        registry.function("_step", 1, 1, AwaitFunctions::step)
                .function("_awaitable", 2, 2, (runtime, a) -> {
                    runtime.allocate(OBJECT_BYTES);
                    return new AwaitableObject(
                            Kind.valueOf(((String) a[0]).toUpperCase(Locale.ROOT)),
                            TupleObject.of(((ListObject) a[1]).toArray()));
                })
                .function(
                        "_awaitable_kind",
                        1,
                        1,
                        (_, a) -> a[0] instanceof AwaitableObject awaitable
                                ? awaitable.kind.name().toLowerCase(Locale.ROOT)
                                : Singleton.NONE)
                .function("_awaitable_arguments", 1, 1, (_, a) -> ((AwaitableObject) a[0]).arguments)
                .function("_is_time", 1, 1, (_, a) -> Rfc3339.parse((String) a[0]) != null);
    }

    /// @return a request, or at once what the request to wait has as its result
    private static Object step(ProgramRuntime runtime, Object[] arguments) {
        int count = AwaitableObject.count(arguments[0]);
        if (count == 0) {
            return new Request.Step(arguments[0]);
        }
        runtime.charge(count);
        if (count <= AwaitableObject.MAX_AWAITED) {
            return new Request.Await(arguments[0]);
        }
        return TupleObject.of(
                true,
                new ExceptionObject(
                        Types.VALUE_ERROR,
                        TupleObject.of(
                                "a yield must await at most " + AwaitableObject.MAX_AWAITED + " jobs and times")));
    }
}
