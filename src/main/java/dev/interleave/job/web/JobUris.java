package dev.interleave.job.web;

import java.util.UUID;

/// The paths of jobs.
public final class JobUris {

    private JobUris() {}

    public static String job(UUID id) {
        return "/v1/jobs/" + id;
    }

    static String source(UUID id) {
        return job(id) + "/source";
    }

    static String input(UUID id) {
        return job(id) + "/input";
    }

    static String output(UUID id) {
        return job(id) + "/output";
    }

    static String result(UUID id) {
        return job(id) + "/result";
    }
}
