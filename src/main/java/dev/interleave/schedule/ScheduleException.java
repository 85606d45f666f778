package dev.interleave.schedule;

/// A request about schedules that cannot be carried out. Has no stack trace.
public abstract sealed class ScheduleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private ScheduleException(String message) {
        super(message, null, false, false);
    }

    /// The owner has no such schedule.
    public static final class NotFound extends ScheduleException {
        private static final long serialVersionUID = 1L;

        public NotFound() {
            super("No schedule with this id.");
        }
    }

    /// The owner has another schedule with this name.
    public static final class NameTaken extends ScheduleException {
        private static final long serialVersionUID = 1L;

        public NameTaken() {
            super("This owner has another schedule with this name. Choose another name, or change that schedule.");
        }
    }

    /// The owner has as many schedules as are allowed.
    public static final class LimitReached extends ScheduleException {
        private static final long serialVersionUID = 1L;

        /// @param limit the maximum number of schedules
        public LimitReached(int limit) {
            super("There are already " + limit + " schedules, which is the maximum. Delete one of them first.");
        }
    }

    /// The schedule has changed since it was read: its tick ran, or another request changed it.
    public static final class Changed extends ScheduleException {
        private static final long serialVersionUID = 1L;

        public Changed() {
            super("The schedule changed at the same time. Send the request again.");
        }
    }
}
