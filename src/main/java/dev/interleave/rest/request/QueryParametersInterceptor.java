package dev.interleave.rest.request;

import dev.interleave.rest.problem.ProblemException;
import dev.interleave.rest.problem.ProblemType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/// Enforces [QueryParameters], so that a misspelt filter does not silently list everything.
public final class QueryParametersInterceptor implements HandlerInterceptor {

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        String query = request.getQueryString();
        if (query != null && handler instanceof HandlerMethod method) {
            check(QueryString.names(query), method.getMethodAnnotation(QueryParameters.class));
        }
        return true;
    }

    private static void check(List<String> names, @Nullable QueryParameters known) {
        Set<String> once = known == null ? Set.of() : Set.of(known.value());
        Set<String> often = known == null ? Set.of() : Set.of(known.repeatable());
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (!once.contains(name) && !often.contains(name)) {
                throw invalid(name, "is not known here. " + hint(known));
            }
            if (!seen.add(name) && once.contains(name)) {
                throw invalid(name, "is given twice; give it once.");
            }
        }
    }

    private static String hint(@Nullable QueryParameters known) {
        if (known == null) {
            return "This URL takes no query parameters.";
        }
        List<String> names = new ArrayList<>(List.of(known.value()));
        names.addAll(List.of(known.repeatable()));
        return "This URL takes " + String.join(", ", names) + ".";
    }

    private static ProblemException invalid(String name, String detail) {
        return new ProblemException(ProblemType.INVALID_PARAMETER, "The query parameter \"" + name + "\" " + detail);
    }
}
