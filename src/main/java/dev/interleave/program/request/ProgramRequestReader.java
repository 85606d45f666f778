package dev.interleave.program.request;

import dev.interleave.access.CurrentCaller;
import dev.interleave.computation.Input;
import dev.interleave.language.Program;
import dev.interleave.language.Signature;
import dev.interleave.language.syntax.InvalidProgramException;
import dev.interleave.program.ProgramPermission;
import dev.interleave.program.ProgramSource;
import dev.interleave.program.ProgramSourceStore;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.ProgramVersion;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.json.JsonFields;
import dev.interleave.rest.json.JsonObject;
import dev.interleave.rest.json.PlainJson;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.RequestLimits;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
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

    /// Reads a program that comes as text.
    ///
    /// @param fields with the member `program`; collects mistakes
    /// @return to be used only if there are no mistakes
    public Optional<ProgramRequest> inline(JsonFields fields) {
        requirePermission();
        Optional<String> text = fields.string(PROGRAM, RequestLimits.MAX_BODY_BYTES);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        ProgramSource source = ProgramSource.of(text.get());
        return Optional.of(request(fields, Programs.NAME, source, fields.pointer() + "/" + PROGRAM));
    }

    /// Reads a program that comes by name.
    ///
    /// @param fields of the request; collects mistakes
    /// @param reference a name, or a name and a version
    /// @return empty if the owner has no such program; to be used only if there are no mistakes
    public Optional<ProgramRequest> named(JsonFields fields, String reference) {
        return find(reference).map(version -> {
            requirePermission();
            String text = sources.find(version.sha256())
                    .orElseThrow(() -> new IllegalStateException("no source of " + version.reference()));
            return request(
                    fields,
                    version.reference(),
                    new ProgramSource(text, version.sha256()),
                    fields.pointer() + "/computation");
        });
    }

    private Optional<ProgramVersion> find(String reference) {
        Matcher matcher = ProgramVersion.REFERENCE.matcher(reference);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String number = matcher.group(2);
        return store.versions(caller.owner(), matcher.group(1)).stream()
                .filter(version -> number == null || version.version() == Integer.parseInt(number))
                .findFirst();
    }

    private void requirePermission() {
        permission.refusal(caller.get()).ifPresent(detail -> {
            throw new ProblemException(ProblemType.FORBIDDEN, detail);
        });
    }

    private static ProgramRequest request(JsonFields fields, String name, ProgramSource source, String pointer) {
        Program program = compile(source, pointer);
        Map<String, ?> values =
                PlainJson.of(fields.object(INPUT).orElse(new JsonObject(Map.of())), fields, "/" + INPUT);
        check(fields, program, values);
        return new ProgramRequest(name, source, program, new Input(values));
    }

    private static Program compile(ProgramSource source, String pointer) {
        try {
            return Program.compile(source.text());
        } catch (InvalidProgramException e) {
            throw InvalidPrograms.problem(e, pointer);
        }
    }

    private static void check(JsonFields fields, Program program, Map<String, ?> values) {
        Optional<Signature> signature = program.signature();
        if (signature.isPresent()) {
            signature
                    .get()
                    .mistakes(values.keySet())
                    .forEach((name, mistake) -> fields.addErrorAt("/" + INPUT + "/" + name, mistake));
        } else if (!values.isEmpty() && !program.mayHaveMain()) {
            fields.addError(INPUT, "must be left out, because the program has no function main");
        }
    }

    /// Keeps the source of a job, before the job is stored.
    ///
    /// @param request that is accepted
    public void keep(ProgramRequest request) {
        sources.keep(request.source());
    }
}
