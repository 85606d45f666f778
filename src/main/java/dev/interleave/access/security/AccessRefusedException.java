package dev.interleave.access.security;

import dev.interleave.rest.problem.ProblemException;
import org.springframework.security.core.AuthenticationException;

/// Authentication failed; carries the problem of the response.
public final class AccessRefusedException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final ProblemException problem;

    public AccessRefusedException(ProblemException problem) {
        super(problem.getMessage(), problem);
        this.problem = problem;
    }

    public ProblemException problem() {
        return problem;
    }
}
