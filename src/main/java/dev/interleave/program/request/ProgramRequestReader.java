package dev.interleave.program.request;

import dev.interleave.access.CurrentCaller;
import dev.interleave.computation.Input;
import dev.interleave.language.Program;
import dev.interleave.language.Signature;
import dev.interleave.program.ProgramPermission;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.PlainJson;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Component;

/// Reads the program of a request, which comes as text or by name, and its input. Takes time proportional to the
/// length of the program. Thread-safe.
@Component
public final class ProgramRequestReader {

    /// The member with the source.
    public static final String PROGRAM = "program";

    /// The member with the input.
    public static final String INPUT = "input";

    private final ProgramStore store;
    private final ProgramSourceStore sources;
    private final ProgramPermission permission;
    private final CurrentCaller caller;

    public ProgramRequestReader(
            ProgramStore store, ProgramSourceStore sources, ProgramPermission permission, CurrentCaller caller) {
        this.store = store;
        this.sources = sources;
        this.permission = permission;
        this.caller = caller;
    }

    /// The programs that a request has had so far: the same one is looked up and checked once. Not thread-safe.
    public static final class Earlier {

        private record Named(String reference, ProgramSource source) {}

        private record Checked(Optional<Signature> signature, boolean mayHaveMain) {}

        private final Map<String, Optional<Named>> named = new HashMap<>();
        private final Map<String, Checked> checked = new HashMap<>();
    }

    /// Reads a program that comes as text.
    ///
    /// @param earlier of the same request
    /// @param fields with the member `program`; collects mistakes
    /// @return to be used only if there are no mistakes
    public Optional<ProgramRequest> inline(Earlier earlier, JsonFields fields) {
        requirePermission();
        Optional<String> text = fields.string(PROGRAM, RequestLimits.MAX_BODY_BYTES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ProgramSource source = ProgramSource.of(text.get());
        return Optional.of(request(earlier, fields, Programs.NAME, source, "/" + PROGRAM));
    }

    /// Reads a program that comes by name.
    ///
    /// @param earlier of the same request
    /// @param fields of the request; collects mistakes
    /// @param reference a name, or a name and a version
    /// @return empty if the owner has no such program; to be used only if there are no mistakes
    public Optional<ProgramRequest> named(Earlier earlier, JsonFields fields, String reference) {
        return earlier.named.computeIfAbsent(reference, this::find).map(named -> {
            requirePermission();
            return request(earlier, fields, named.reference, named.source, "/computation");
        });
    }

    private Optional<Earlier.Named> find(String reference) {
        return store.find(caller.owner(), reference)
                .flatMap(version -> sources.find(version.sha256())
                        .map(text ->
                                new Earlier.Named(version.reference(), new ProgramSource(text, version.sha256()))));
    }

    /// Ends the request unless the caller may submit programs.
    ///
    /// @throws ProblemException if the caller may not
    public void requirePermission() {
        permission.refusal(caller.get()).ifPresent(detail -> {
            throw new ProblemException(ProblemType.FORBIDDEN, detail);
        });
    }

    private static ProgramRequest request(
            Earlier earlier, JsonFields fields, String name, ProgramSource source, String pointer) {
        Program program = null;
        Earlier.Checked checked = earlier.checked.get(source.sha256());
        if (checked == null) {
            program = InvalidPrograms.compile(source.text(), fields.pointer() + pointer);
            checked = new Earlier.Checked(program.signature(), program.mayHaveMain());
            earlier.checked.put(source.sha256(), checked);
        }
        JsonObject input = fields.object(INPUT).orElse(new JsonObject(Map.of()));
        Map<String, ?> values = PlainJson.of(input, fields, "/" + INPUT);
        check(fields, input, checked);
        return new ProgramRequest(name, source, program, new Input(values));
    }

    private static void check(JsonFields fields, JsonObject input, Earlier.Checked program) {
        Set<String> names = input.members().keySet();
        if (program.signature.isPresent()) {
            JsonFields members = fields.child(input, "/" + INPUT);
            program.signature.get().mistakes(names).forEach(members::addError);
        } else if (!names.isEmpty() && !program.mayHaveMain) {
            fields.addError(INPUT, "must be left out, because the program has no function main");
        }
    }
}
