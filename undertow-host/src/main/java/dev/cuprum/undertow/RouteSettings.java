package dev.cuprum.undertow;

import dev.cuprum.http.VariableText;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is set for a route, as nginx's directives inside a location do.
 *
 * @param name the route as it is written: {@code /prefix}, {@code = /exact}, {@code ~ regex}, {@code @named}
 * @param variables the variables that are set at the beginning of its rewrite phase, in order, as {@code set} does
 * @param defaultType the content type of responses that units make and give none, as {@code default_type} does
 * @param errorPages what is answered in place of responses that nobody has given a body, by status
 * @param access who may use the route
 * @param satisfyAny whether it is enough that one access rule or unit lets a request pass, as {@code satisfy any} does
 * @param exclusive whether requests are for the content units of this route alone, so that a unit that makes no output
 *     makes an empty response rather than to leave the request to somebody else, as with {@code content_by_lua}
 */
public record RouteSettings(
        String name,
        Map<String, VariableText> variables,
        String defaultType,
        Map<Integer, ErrorTarget> errorPages,
        List<AccessRule> access,
        boolean satisfyAny,
        boolean exclusive) {

    /** nginx's own default for {@code default_type}. */
    public static final String DEFAULT_TYPE = "text/plain";

    /** What holds where there is no route. */
    public static final RouteSettings NONE = of("");

    public RouteSettings {
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        errorPages = Map.copyOf(errorPages);
        access = List.copyOf(access);
    }

    /** A route for which nothing is set. */
    public static RouteSettings of(String name) {
        return new RouteSettings(name, Map.of(), DEFAULT_TYPE, Map.of(), List.of(), false, false);
    }

    /**
     * Where a request goes on whose response would be an error without a body, as {@code error_page} says.
     *
     * @param target a path with its query where it has one, or the name of a route with its {@code @}
     * @param status the status of the response; 0 for the one of the error, and -1 for that of the target
     */
    public record ErrorTarget(String target, int status) {

        /** The status of the error itself stays. */
        public static final int KEEPS = 0;

        /** The status is the one that the target answers with. */
        public static final int TARGETS = -1;
    }

    /** Whether nothing is set that matters to a request which no unit is for. */
    public boolean plain() {
        return errorPages.isEmpty() && access.isEmpty();
    }
}
