package dev.interleave.job.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.interleave.job.model.IdempotencyConflictException;
import dev.interleave.job.model.IdempotencyKey;
import dev.interleave.job.model.Job;
import dev.interleave.store.Dialect;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Inserts the jobs of an idempotency key once.
@ParameterizedClass
@EnumSource(Dialect.class)
class JobIdempotencyTest extends JobStoreFixture {

    JobIdempotencyTest(Dialect dialect) {
        super(dialect);
    }

    @Test
    void insertsNothingForAUsedKey() {
        List<Job> first = List.of(job(12), job(8));
        assertThat(jobs().insert(first, key("k", "f"), () -> {})).isTrue();

        assertThat(jobs().insert(List.of(job(4)), key("k", "f"), () -> {})).isFalse();

        assertThat(store.count("job")).isEqualTo(2);
        assertThat(jobs().findByKey(key("k", "f"))).contains(first);
        assertThat(jobs().findByKey(key("other", "f"))).isEmpty();
    }

    @Test
    void namesTheReasonOfAConflict() {
        Job job = job(12);
        jobs().insert(List.of(job), key("k", "f"), () -> {});

        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> jobs().findByKey(key("k", "other")))
                .matches(e -> e.reason() == IdempotencyConflictException.Reason.REUSED);
        jobs().change(job, job.cancelled(clock.instant(), retention()));
        jobs().delete(job.id());
        assertThatExceptionOfType(IdempotencyConflictException.class)
                .isThrownBy(() -> jobs().findByKey(key("k", "f")))
                .matches(e -> e.reason() == IdempotencyConflictException.Reason.GONE);
    }

    @Test
    void forgetsKeysAfterADay() {
        jobs().insert(List.of(job(12)), key("k", "f"), () -> {});

        clock.forward(Duration.ofHours(24).minusMillis(1));
        assertThat(jobs().findByKey(key("k", "f"))).isPresent();
        assertThat(jobs().insert(List.of(job(8)), key("k", "f"), () -> {})).isFalse();
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isZero();

        clock.forward(Duration.ofMillis(1));
        assertThat(jobs().findByKey(key("k", "other"))).isEmpty();
        assertThat(jobs().insert(List.of(job(8)), key("k", "other"), () -> {})).isTrue();
        assertThat(jobs().findByKey(key("k", "other"))).isPresent();
        clock.forward(Duration.ofHours(24));
        assertThat(jobs().deleteExpired(clock.instant(), 10)).isEqualTo(1);
        assertThat(store.count("idempotency_key")).isZero();
    }

    @Test
    void separatesTheKeysOfOwners() {
        Job mine = job(12);
        Job theirs = ownedBy("them", job(13));

        assertThat(jobs().insert(List.of(mine), key("k", "f"), () -> {})).isTrue();
        assertThat(jobs().insert(List.of(theirs), new IdempotencyKey("them", "k", "g"), () -> {}))
                .isTrue();

        assertThat(jobs().findByKey(key("k", "f"))).contains(List.of(mine));
        assertThat(jobs().findByKey(new IdempotencyKey("them", "k", "g"))).contains(List.of(theirs));
        assertThat(jobs().findByKey(new IdempotencyKey("others", "k", "g"))).isEmpty();
    }
}
