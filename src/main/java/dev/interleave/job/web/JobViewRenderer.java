package dev.interleave.job.web;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import dev.interleave.rest.link.PublicUrl;
import org.springframework.stereotype.Component;

/// Renders jobs for other modules in the form of the API, with links that need no request. Thread-safe.
@Component
final class JobViewRenderer implements JobRenderer {

    private final PublicUrl publicUrl;

    JobViewRenderer(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public Object render(Job job) {
        return JobView.of(job, publicUrl.basePath());
    }
}
