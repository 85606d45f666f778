package dev.interleave.schedule.recurrence;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.support.CronExpression;

/// Ticks by a cron expression, on the wall clock of a time zone. Immutable.
///
/// What happens when the clock is changed depends on the hour field:
///
/// - With the hour `*`, the ticks follow the time that passes. A local time that the change skips has no tick,
///   and a local time that the change repeats has two.
/// - With any other hour, each local time has one tick. A local time that the change skips is due at the end of
///   the gap, together with all others in it. A local time that the change repeats is due at its first
///   occurrence.
public final class CronRecurrence implements Recurrence {

    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final int FIELDS = 6;
    private static final int HOUR = 2;
    private static final int HOURS_PER_DAY = 24;
    private static final LocalDateTime ANY_MIDNIGHT =
            LocalDate.of(2001, 1, 1).atStartOfDay().minusNanos(1);

    private final String text;
    private final ZoneId zone;
    private final ZoneRules rules;
    private final CronExpression cron;
    private final boolean everyHour;

    private CronRecurrence(String text, ZoneId zone, CronExpression cron, boolean everyHour) {
        this.text = text;
        this.zone = zone;
        this.rules = zone.getRules();
        this.cron = cron;
        this.everyHour = everyHour;
    }

    /// @param text five fields from minutes to days of the week, six fields from seconds, or a macro such as
    ///     `@daily`
    /// @param zone of the wall clock
    /// @return the recurrence
    /// @throws InvalidCronException if the text is not a cron expression, or never fires
    public static CronRecurrence parse(String text, ZoneId zone) throws InvalidCronException {
        String[] fields = SPACE.split(expanded(text.strip()));
        String six = fields.length == FIELDS - 1 ? "0 " + String.join(" ", fields) : String.join(" ", fields);
        CronExpression cron = parse(six);
        if (cron.next(ANY_MIDNIGHT) == null) {
            throw new InvalidCronException("never fires");
        }
        return new CronRecurrence(text, zone, cron, isEveryHour(SPACE.split(six)[HOUR]));
    }

    private static String expanded(String text) throws InvalidCronException {
        if (!text.startsWith("@")) {
            return text;
        }
        return switch (text) {
            case "@yearly", "@annually" -> "0 0 0 1 1 *";
            case "@monthly" -> "0 0 0 1 * *";
            case "@weekly" -> "0 0 0 * * 0";
            case "@daily", "@midnight" -> "0 0 0 * * *";
            case "@hourly" -> "0 0 * * * *";
            default -> throw new InvalidCronException("must be @yearly, @monthly, @weekly, @daily or @hourly");
        };
    }

    private static CronExpression parse(String fields) throws InvalidCronException {
        try {
            return CronExpression.parse(fields);
        } catch (IllegalArgumentException e) {
            throw new InvalidCronException("must be five or six cron fields, such as \"30 2 * * *\", or a macro such as"
                    + " \"@daily\": " + e.getMessage());
        }
    }

    private static boolean isEveryHour(String field) {
        CronExpression hours = CronExpression.parse("0 0 " + field + " * * *");
        LocalDateTime tick = ANY_MIDNIGHT;
        for (int i = 0; i < HOURS_PER_DAY; i++) {
            tick = hours.next(tick);
            if (tick == null || !tick.equals(ANY_MIDNIGHT.plusNanos(1).plusHours(i))) {
                return false;
            }
        }
        return true;
    }

    /// @return the expression as it was given
    public String text() {
        return text;
    }

    /// @return the time zone of the wall clock
    public ZoneId zone() {
        return zone;
    }

    @Override
    public Optional<Instant> next(Instant after) {
        return Optional.ofNullable(everyHour ? nextElapsed(after) : nextOnClock(after));
    }

    /// Searches each period of constant offset in turn.
    private @Nullable Instant nextElapsed(Instant after) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime from = LocalDateTime.ofInstant(after, offset);
        ZoneOffsetTransition change = rules.nextTransition(after);
        while (true) {
            LocalDateTime local = cron.next(from);
            if (local == null) {
                return null;
            }
            Instant tick = local.toInstant(offset);
            if (change == null || tick.isBefore(change.getInstant())) {
                return tick;
            }
            offset = change.getOffsetAfter();
            from = change.getDateTimeAfter().minusNanos(1);
            change = rules.nextTransition(change.getInstant());
        }
    }

    private @Nullable Instant nextOnClock(Instant after) {
        LocalDateTime local = cron.next(startOnClock(after));
        while (local != null && !instant(local).isAfter(after)) {
            local = cron.next(local);
        }
        return local == null ? null : instant(local);
    }

    /// The second occurrence of a repeated time has no ticks, so the search begins at the end of the first one.
    private LocalDateTime startOnClock(Instant after) {
        ZoneOffset offset = rules.getOffset(after);
        LocalDateTime local = LocalDateTime.ofInstant(after, offset);
        ZoneOffsetTransition change = rules.getTransition(local);
        return change != null && change.isOverlap() && offset.equals(change.getOffsetAfter())
                ? change.getDateTimeBefore().minusNanos(1)
                : local;
    }

    private Instant instant(LocalDateTime local) {
        ZoneOffsetTransition change = rules.getTransition(local);
        if (change == null) {
            return local.toInstant(rules.getOffset(local));
        }
        return change.isGap() ? change.getInstant() : local.toInstant(change.getOffsetBefore());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CronRecurrence that && text.equals(that.text) && zone.equals(that.zone);
    }

    @Override
    public int hashCode() {
        return 31 * text.hashCode() + zone.hashCode();
    }

    @Override
    public String toString() {
        return text + " " + zone;
    }
}
