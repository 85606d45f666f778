package dev.interleave.job.web.read;

import dev.interleave.computation.Computation;
import dev.interleave.computation.catalogue.Catalogue;
import dev.interleave.job.JobFilter;
import dev.interleave.job.model.JobState;
import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import dev.interleave.rest.request.PageSize;
import dev.interleave.rest.request.PageToken;
import java.util.Arrays;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The query of `GET /v1/jobs`.
///
/// @param filter which jobs
/// @param pageSize how many at most
/// @param before only jobs older than this id
record JobListRequest(
        JobFilter filter, int pageSize, @Nullable UUID before) {

    static JobListRequest read(
            Catalogue catalogue,
            String owner,
            @Nullable String state,
            @Nullable String computation,
            @Nullable String label,
            @Nullable String pageSize,
            @Nullable String pageToken) {
        JobFilter filter = new JobFilter(owner, state(state), computation(catalogue, computation), label(label));
        UUID before = pageToken == null || pageToken.isEmpty() ? null : PageToken.read(pageToken, filter.toString());
        return new JobListRequest(filter, PageSize.parse(pageSize), before);
    }

    private static @Nullable JobState state(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return Arrays.stream(JobState.values())
                .filter(state -> state.wireName().equals(text))
                .findFirst()
                .orElseThrow(() -> refused("state must be one of "
                        + Arrays.stream(JobState.values())
                                .map(JobState::wireName)
                                .collect(Collectors.joining(", ")) + "."));
    }

    private static @Nullable String computation(Catalogue catalogue, @Nullable String text) {
        if (text != null && catalogue.find(text).isEmpty()) {
            throw refused("computation must be one of "
                    + catalogue.all().stream().map(Computation::name).collect(Collectors.joining(", ")) + ".");
        }
        return text;
    }

    private static JobFilter.@Nullable Label label(@Nullable String text) {
        if (text == null) {
            return null;
        }
        int colon = text.indexOf(':');
        if (colon < 1) {
            throw refused("label must be of the form key:value.");
        }
        return new JobFilter.Label(text.substring(0, colon), text.substring(colon + 1));
    }

    private static ProblemException refused(String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, detail);
    }
}
