package dev.interleave.program.web;

import dev.interleave.access.CurrentCaller;
import dev.interleave.computation.catalogue.CallerComputations;
import dev.interleave.language.Signature;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.ProgramVersion;
import dev.interleave.program.run.ProgramSignatures;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/// Lists the programs of the caller as computations. Thread-safe.
@Component
final class ProgramComputations implements CallerComputations {

    /// JSON types by type of the language; others take any value.
    private static final Map<String, String> TYPES = Map.of(
            "int", "integer", "float", "number", "str", "string", "bool", "boolean", "list", "array", "dict", "object");

    private final ProgramStore store;
    private final ProgramSignatures signatures;
    private final CurrentCaller caller;

    ProgramComputations(ProgramStore store, ProgramSignatures signatures, CurrentCaller caller) {
        this.store = store;
        this.signatures = signatures;
        this.caller = caller;
    }

    @Override
    public List<CallerComputation> list() {
        return store.latest(caller.owner()).stream().map(this::computation).toList();
    }

    private CallerComputation computation(ProgramVersion version) {
        return new CallerComputation(version.name(), version.description(), schema(signatures.of(version.sha256())));
    }

    private static Map<String, Object> schema(Optional<Signature> signature) {
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("type", "object");
        signature.ifPresent(known -> {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (Signature.Parameter parameter : known.parameters()) {
                String type = parameter.annotation() == null ? null : TYPES.get(parameter.annotation());
                properties.put(parameter.name(), type == null ? Map.of() : Map.of("type", type));
            }
            schema.put(
                    "required",
                    known.parameters().stream()
                            .filter(Signature.Parameter::isRequired)
                            .map(Signature.Parameter::name)
                            .toList());
            schema.put("properties", properties);
            schema.put("additionalProperties", known.takesOthers());
        });
        return schema;
    }
}
