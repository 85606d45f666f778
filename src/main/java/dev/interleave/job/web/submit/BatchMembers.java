package dev.interleave.job.web.submit;

import dev.interleave.job.JobIdGenerator;
import dev.interleave.rest.json.JsonFields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The jobs of one request, which can refer to each other by names. Not thread-safe.
final class BatchMembers {

    static final String NAME = "name";
    private static final int MAX_NAME = 100;
    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

    /// All of them are stored in one transaction.
    static final int MAX_REFERENCES = 10_000;

    private final JobIdGenerator generator;
    private final Map<String, UUID> named = new HashMap<>();
    private final List<UUID> ids = new ArrayList<>();
    private int referenceCount;

    /// The members that a member waits for, and the place of each for errors.
    private final Map<UUID, Map<UUID, String>> references = new LinkedHashMap<>();

    BatchMembers(JobIdGenerator generator) {
        this.generator = generator;
    }

    /// Adds a member, with its name if it has one.
    ///
    /// @return the id of its job
    UUID add(JsonFields fields) {
        UUID id = generator.next();
        ids.add(id);
        fields.string(NAME, MAX_NAME).ifPresent(name -> {
            if (!PATTERN.matcher(name).matches()) {
                fields.addError(NAME, "must match " + PATTERN.pattern());
            } else if (isId(name)) {
                fields.addError(NAME, "must not have the form of an id");
            } else if (named.putIfAbsent(name, id) != null) {
                fields.addError(NAME, "is the name of another job of the batch");
            }
        });
        return id;
    }

    /// Counts references to predecessors.
    ///
    /// @return whether the jobs of the request may have so many
    boolean admits(int more) {
        referenceCount += more;
        return referenceCount <= MAX_REFERENCES;
    }

    /// @return the id of the member with this name
    Optional<UUID> find(String name) {
        return Optional.ofNullable(named.get(name));
    }

    /// Notes that a member waits for another one.
    ///
    /// @param pointer the place of the reference, from the root of the body
    void refer(UUID from, UUID to, String pointer) {
        references.computeIfAbsent(from, _ -> new LinkedHashMap<>()).put(to, pointer);
    }

    /// Reports a reference of each cycle. Removes members that wait for no other member until only cycles, and what
    /// waits for them, are left (A. B. Kahn, Topological sorting of large networks, 1962).
    void requireNoCycles(JsonFields body) {
        Map<UUID, Integer> open = new HashMap<>();
        Map<UUID, List<UUID>> dependents = new HashMap<>();
        Deque<UUID> free = new ArrayDeque<>();
        for (UUID id : ids) {
            Map<UUID, String> targets = references.getOrDefault(id, Map.of());
            open.put(id, targets.size());
            targets.keySet()
                    .forEach(target -> dependents
                            .computeIfAbsent(target, _ -> new ArrayList<>())
                            .add(id));
            if (targets.isEmpty()) {
                free.add(id);
            }
        }
        while (!free.isEmpty()) {
            UUID done = free.poll();
            open.remove(done);
            for (UUID dependent : dependents.getOrDefault(done, List.of())) {
                if (open.merge(dependent, -1, Integer::sum) == 0) {
                    free.add(dependent);
                }
            }
        }
        open.keySet().stream()
                .flatMap(id -> references.getOrDefault(id, Map.of()).entrySet().stream())
                .filter(reference -> open.containsKey(reference.getKey()))
                .map(Map.Entry::getValue)
                .sorted()
                .limit(1)
                .forEach(pointer -> body.addErrorAt(pointer, "closes a cycle: no job of it could start"));
    }

    static boolean isId(String text) {
        return text.length() == 36 && text.chars().filter(c -> c == '-').count() == 4;
    }
}
