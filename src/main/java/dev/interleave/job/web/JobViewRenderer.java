package dev.interleave.job.web;

import dev.interleave.job.JobRenderer;
import dev.interleave.job.model.Job;
import dev.interleave.job.request.web.JobPresenter;
import dev.interleave.rest.link.BasePath;
import dev.interleave.rest.link.PublicUrl;
import org.springframework.stereotype.Component;

/// Renders jobs for other modules in the form of the API. Thread-safe.
@Component
final class JobViewRenderer implements JobRenderer, JobPresenter {

    private final PublicUrl publicUrl;

    JobViewRenderer(PublicUrl publicUrl) {
        this.publicUrl = publicUrl;
    }

    @Override
    public Object render(Job job) {
        return present(job, publicUrl.basePath());
    }

    @Override
    public Object present(Job job, BasePath base) {
        return JobView.of(job, base);
    }
}
