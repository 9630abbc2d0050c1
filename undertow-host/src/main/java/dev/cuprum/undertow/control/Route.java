package dev.cuprum.undertow.control;

import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of the table of routes.
 *
 * @param method the method
 * @param template the path, with at most one variable part in braces; at the end it takes the rest, slashes and all
 * @param path the template as an expression
 * @param parameters the query parameters there may be
 * @param maxBody the most bytes a body may have; 0 where none is read
 * @param action answers
 */
record Route(HttpString method, String template, Pattern path, List<String> parameters, int maxBody, Action action) {

    /** Answers one call; may wait, and so runs on a worker thread. */
    @FunctionalInterface
    interface Action {
        Answer answer(Call call);
    }

    private static final Pattern VARIABLE = Pattern.compile("\\{[a-z]+}");

    static Route of(HttpString method, String template, Action action) {
        return new Route(method, template, expression(template), List.of(), 0, action);
    }

    private static Pattern expression(String template) {
        Matcher variable = VARIABLE.matcher(template);
        if (!variable.find()) {
            return Pattern.compile(Pattern.quote(template));
        }
        String rest = template.substring(variable.end());
        return Pattern.compile(Pattern.quote(template.substring(0, variable.start()))
                + (rest.isEmpty() ? "(.*)" : "([^/]*)")
                + Pattern.quote(rest));
    }

    /** The same, reading a body. */
    Route body(int maxBytes) {
        return new Route(method, template, path, parameters, maxBytes, action);
    }

    /** The same, with query parameters. */
    Route parameters(String... names) {
        return new Route(method, template, path, List.of(names), maxBody, action);
    }

    /** The variable part of a path as it is on the wire, empty where there is none; empty where the path is another. */
    Optional<String> variable(String rawPath) {
        Matcher matcher = path.matcher(rawPath);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(matcher.groupCount() == 0 ? "" : matcher.group(1));
    }

    boolean takes(HttpString asked) {
        return method.equals(asked) || (method.equals(Methods.GET) && asked.equals(Methods.HEAD));
    }
}
