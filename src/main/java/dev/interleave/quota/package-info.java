/// How much of the service an owner may use.
///
/// [Quotas] tells the [Limits] of an owner, which come from the configuration ([QuotaSettings]), and how much
/// of each is used. Requests are counted in token buckets ([RequestBuckets]); jobs and the room for their
/// results in the transaction that keeps new jobs ([JobQuotaKeeper], by the port that the room `job` has for
/// that); the loop's time by the minute ([LoopTimeLedger]). `quota.jdbc` keeps what instances share;
/// `quota.web` is the filter behind authentication, the headers of answers, and `GET /v1/quota`.
@ApplicationModule(
        displayName = "Quotas",
        allowedDependencies = {"access", "execution", "job", "rest", "store"})
@NullMarked
package dev.interleave.quota;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
