/// Quotas of owners.
///
/// `limits` holds the configured [dev.interleave.quota.limits.Limits] of each owner, `usage` what an owner uses
/// of them, `rate` the token buckets of requests. Jobs and storage are reserved in the transaction that inserts
/// new jobs ([dev.interleave.quota.usage.QuotaEnforcer] implements the port [dev.interleave.job.JobQuotas]);
/// loop time is added up by the minute ([dev.interleave.quota.usage.LoopTimeUsage]). `web` holds the filter
/// behind authentication, the headers of responses, and `GET /v1/quota`.
@ApplicationModule(
        displayName = "Quotas",
        allowedDependencies = {
            "access",
            "access :: key",
            "execution :: metrics",
            "job",
            "job :: model",
            "rest :: problem",
            "store"
        })
@NullMarked
package dev.interleave.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
