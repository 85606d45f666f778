package dev.interleave.webhook.registration;

/// A request about callbacks that cannot be carried out. Has no stack trace.
public abstract sealed class CallbackException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private CallbackException(String message) {
        super(message, null, false, false);
    }

    /// The owner has no such callback or delivery.
    public static final class NotFound extends CallbackException {
        private static final long serialVersionUID = 1L;

        NotFound(String what) {
            super("No " + what + " with this id.");
        }
    }

    /// The job, or the owner, has as many callbacks as are allowed.
    public static final class LimitReached extends CallbackException {
        private static final long serialVersionUID = 1L;

        LimitReached(int limit) {
            super("There are already " + limit + " callbacks, which is the maximum. Delete one of them first.");
        }
    }

    /// The URL is not allowed as a target.
    public static final class UrlRefused extends CallbackException {
        private static final long serialVersionUID = 1L;

        private final String reason;

        UrlRefused(String reason) {
            super("The callback URL " + reason + ".");
            this.reason = reason;
        }

        /// @return what the URL must be, as a predicate without a subject
        public String reason() {
            return reason;
        }
    }
}
