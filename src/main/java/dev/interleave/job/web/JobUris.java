package dev.interleave.job.web;

import dev.interleave.rest.link.BasePath;
import java.util.UUID;

/// The links to jobs. Each takes the base path of the request and the id of the job.
public final class JobUris {

    private JobUris() {}

    public static String job(BasePath base, UUID id) {
        return base.link("/v1/jobs/" + id);
    }

    static String source(BasePath base, UUID id) {
        return job(base, id) + "/source";
    }

    static String input(BasePath base, UUID id) {
        return job(base, id) + "/input";
    }

    static String output(BasePath base, UUID id) {
        return job(base, id) + "/output";
    }

    static String result(BasePath base, UUID id) {
        return job(base, id) + "/result";
    }
}
