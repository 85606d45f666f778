package dev.interleave.rest.problem;

import dev.interleave.rest.link.BasePath;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/// Maps errors outside of controllers, such as in filters, to problems. Replaces Spring Boot's error controller.
@Controller
@Hidden
final class ProblemErrorController implements ErrorController {

    /// Adds nothing to an answer that is already under way; the container cuts it off.
    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    @Nullable
    ResponseEntity<Problem> error(HttpServletRequest request, HttpServletResponse response) {
        if (response.isCommitted()) {
            return null;
        }
        return request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer status
                ? ProblemResponse.entity(BasePath.of(request), failedPath(request), StatusProblems.of(status))
                : ProblemResponse.entity(request, StatusProblems.of(404));
    }

    /// The container knows the path of the request without the prefix that a proxy removed.
    private static @Nullable String failedPath(HttpServletRequest request) {
        String path = (String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
        String contextPath = request.getServletContext().getContextPath();
        return path == null || !path.startsWith(contextPath)
                ? path
                : BasePath.of(request).link(path.substring(contextPath.length()));
    }
}
