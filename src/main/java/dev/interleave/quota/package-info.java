/// How much of the service an owner may use.
///
/// [dev.interleave.quota.usage.Quotas] tells the [dev.interleave.quota.limits.Limits] of an owner, which come from the
/// configuration ([dev.interleave.quota.limits.QuotaSettings]), and how much
/// of each is used. Requests are counted in token buckets ([dev.interleave.quota.rate.RequestBuckets]); jobs and the
/// room for their
/// results in the transaction that keeps new jobs ([dev.interleave.quota.usage.QuotaEnforcer], by the port that the
/// room `job` has for
/// that); the loop's time by the minute ([dev.interleave.quota.usage.LoopTimeUsage]). `quota.jdbc` keeps what instances
/// share;
/// `quota.web` is the filter behind authentication, the headers of answers, and `GET /v1/quota`.
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
