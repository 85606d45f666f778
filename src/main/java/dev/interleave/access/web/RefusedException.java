package dev.interleave.access.web;

import dev.interleave.rest.ProblemException;
import org.springframework.security.core.AuthenticationException;

/// Somebody who is not let in, and what they are told.
final class RefusedException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final ProblemException problem;

    RefusedException(ProblemException problem) {
        super(problem.getMessage(), problem);
        this.problem = problem;
    }

    ProblemException problem() {
        return problem;
    }
}
