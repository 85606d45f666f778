package dev.interleave.rest.problem;

import java.util.ArrayList;
import java.util.List;

/// The mistakes in one request body. Keeps the first [#LIMIT], so that the response stays small.
public final class FieldErrors {

    static final int LIMIT = 100;

    private final List<FieldError> errors = new ArrayList<>();

    public void add(String pointer, String detail) {
        if (errors.size() < LIMIT) {
            errors.add(new FieldError(pointer, detail));
        }
    }

    public void throwIfAny(ProblemType type) {
        if (!errors.isEmpty()) {
            String detail = errors.size() == 1
                    ? place(errors.getFirst().pointer()) + " "
                            + errors.getFirst().detail()
                    : "Several members of the body are wrong; \"errors\" says where, and what is expected.";
            throw new ProblemException(type, detail, errors);
        }
    }

    private static String place(String pointer) {
        return pointer.isEmpty() ? "The body" : pointer;
    }
}
