package dev.interleave.job.web.read;

import dev.interleave.computation.Computation;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.JobFilter;
import dev.interleave.job.JobFilter.Order;
import dev.interleave.job.JobFilter.Period;
import dev.interleave.job.model.JobState;
import dev.interleave.program.ProgramStore;
import dev.interleave.program.ProgramVersion;
import dev.interleave.program.run.Programs;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.PageSize;
import dev.interleave.rest.request.PageToken;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/// The query of `GET /v1/jobs`.
///
/// @param filter selects the jobs
/// @param pageSize number of jobs at most
/// @param after only jobs behind this id
record JobListRequest(
        JobFilter filter, int pageSize, @Nullable UUID after) {

    /// @param query the decoded parameters, of known names
    static JobListRequest read(
            Catalogue catalogue, ProgramStore programs, String owner, MultiValueMap<String, String> query) {
        Order order = order(query.getFirst("order"));
        JobFilter filter = new JobFilter(
                        owner,
                        states(query, order),
                        all(query, "computation")
                                .map(text -> computation(catalogue, programs, owner, text))
                                .collect(Collectors.toSet()),
                        all(query, "label").map(JobListRequest::label).toList(),
                        new Period(time(query, "createdAfter"), time(query, "createdBefore")),
                        new Period(time(query, "finishedAfter"), time(query, "finishedBefore")),
                        order)
                .ofParent(parent(query.getFirst("parent"), order));
        String pageToken = query.getFirst("pageToken");
        UUID after = pageToken == null || pageToken.isEmpty() ? null : PageToken.read(pageToken, filter.toString());
        return new JobListRequest(filter, PageSize.parse(query.getFirst("pageSize")), after);
    }

    private static Stream<String> all(MultiValueMap<String, String> query, String name) {
        return query.getOrDefault(name, List.of()).stream();
    }

    private static Set<JobState> states(MultiValueMap<String, String> query, Order order) {
        Set<JobState> states = all(query, "state").map(JobListRequest::state).collect(Collectors.toSet());
        if (order != Order.START) {
            return states;
        }
        if (!states.isEmpty() && !states.equals(Set.of(JobState.SCHEDULED))) {
            throw refused("order=startAt lists scheduled jobs only. Send state=scheduled with it, or no state.");
        }
        return Set.of(JobState.SCHEDULED);
    }

    private static JobState state(String text) {
        return Arrays.stream(JobState.values())
                .filter(state -> state.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> refused("state must be one of "
                        + list(Arrays.asList(JobState.values()), JobState::wireName) + ". Repeat it for several."));
    }

    private static String computation(Catalogue catalogue, ProgramStore programs, String owner, String text) {
        boolean isVersion =
                text.contains("@") && ProgramVersion.REFERENCE.matcher(text).matches(); // also a deleted one
        if (catalogue.find(text).isEmpty()
                && !text.equals(Programs.NAME)
                && !isVersion
                && programs.find(owner, text).isEmpty()) {
            throw refused("computation must be one of " + list(catalogue.all(), Computation::name)
                    + ", program, or the name of a program of yours. Repeat it for several.");
        }
        return text;
    }

    private static <T> String list(Collection<T> all, Function<T, String> name) {
        return all.stream().map(name).collect(Collectors.joining(", "));
    }

    private static JobFilter.Label label(String text) {
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw refused("label must be of the form key:value.");
        }
        return new JobFilter.Label(text.substring(0, colon), text.substring(colon + 1));
    }

    private static Order order(@Nullable String text) {
        return switch (text) {
            case null -> Order.DESC;
            case "desc" -> Order.DESC;
            case "asc" -> Order.ASC;
            case "startAt" -> Order.START;
            default -> throw refused("order must be asc, desc or startAt.");
        };
    }

    private static @Nullable Instant time(MultiValueMap<String, String> query, String name) {
        String text = query.getFirst(name);
        try {
            return text == null ? null : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw refused(name + " must be a time with an offset, such as 2026-01-31T12:00:00Z. Encode + as %2B.");
        }
    }

    private static @Nullable UUID parent(@Nullable String text, Order order) {
        if (text == null) {
            return null;
        }
        if (order == Order.START) {
            throw refused("order=startAt lists the jobs of all parents. Leave out parent, or send another order.");
        }
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw refused("parent must be the id of a job.");
        }
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
    }
}
