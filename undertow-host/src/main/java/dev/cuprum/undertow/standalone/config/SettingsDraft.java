package dev.cuprum.undertow.standalone.config;

import dev.cuprum.http.VariableText;
import dev.cuprum.undertow.AccessRule;
import dev.cuprum.undertow.RouteSettings;
import dev.cuprum.undertow.RouteSettings.ErrorTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Collects what is set for a route or for a whole server; each setter refuses what cannot be by IllegalArgumentException
 * with a message for the person who wrote it. Not thread-safe.
 */
public final class SettingsDraft {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9_]{1,128}");
    private static final Pattern MEDIA_TYPE = Pattern.compile("[\\x20-\\x7e]*");

    private final Map<String, VariableText> variables = new LinkedHashMap<>();
    private final Map<Integer, ErrorTarget> errorPages = new TreeMap<>();
    private final List<AccessRule> access = new ArrayList<>();
    private Optional<String> defaultType = Optional.empty();
    private boolean satisfyAny;

    /** Nothing set yet. */
    public SettingsDraft() {}

    /** Sets a variable, as nginx's {@code set} does; the value may have variables in it. */
    public void set(String variable, String value) {
        if (!VARIABLE.matcher(variable).matches()) {
            throw new IllegalArgumentException(
                    "'" + variable
                            + "' is not the name of a variable: 1 to 128 letters, digits and underscores, without a dollar sign");
        }
        variables.put(variable.toLowerCase(Locale.ROOT), VariableText.parse(value));
    }

    /** Sets the content type of responses that have none. */
    public void defaultType(String type) {
        if (!MEDIA_TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("'" + type + "' is not a media type, such as text/plain");
        }
        defaultType = Optional.of(type);
    }

    /** Sets what is answered in place of a status that nobody has given a body. */
    public void errorPage(int status, ErrorTarget target) {
        if (status < 300 || status > 599) {
            throw new IllegalArgumentException("'" + status + "' is not a status that has an error page: 300 to 599");
        }
        if (!target.target().startsWith("/") && !target.target().matches("@[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException(
                    "'" + target.target() + "' is neither a path, which starts with a slash, nor the @name of a route");
        }
        errorPages.put(status, target);
    }

    /** Adds a rule of who may come; the first that fits decides. */
    public void access(boolean allow, String range) {
        access.add(AccessRule.of(allow, range));
    }

    /** Lets one access rule or unit that allows a request be enough. */
    public void satisfyAny() {
        satisfyAny = true;
    }

    /** What is set for a whole server. */
    public RouteSettings ofServer() {
        return new RouteSettings(
                Site.NO_ROUTE,
                variables,
                defaultType.orElse(RouteSettings.DEFAULT_TYPE),
                errorPages,
                access,
                satisfyAny,
                false);
    }

    /**
     * What is set for a route. Variables of the server are set before its own; of error pages and access rules, the
     * server's hold where the route has none at all, as in nginx.
     *
     * @param exclusive whether its content units are all that may answer
     */
    public RouteSettings ofRoute(Location location, RouteSettings server, boolean exclusive) {
        Map<String, VariableText> all = new LinkedHashMap<>(server.variables());
        all.putAll(variables);
        return new RouteSettings(
                location.toString(),
                all,
                defaultType.orElse(server.defaultType()),
                errorPages.isEmpty() ? server.errorPages() : errorPages,
                access.isEmpty() ? server.access() : access,
                satisfyAny || server.satisfyAny(),
                exclusive);
    }
}
