package dev.cuprum.migration;

import dev.cuprum.unit.HostPattern;
import dev.cuprum.unit.InvalidUnitException;
import dev.cuprum.unit.Match;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * For which hosts the plugins of a domain are. The name of a domain is {@code *}, or an expression that is looked for
 * anywhere in the host, in lower case, as it is. A match says the same, but for expressions that RE2 does not know and
 * for hosts to skip: for these the code asks first, by the very call that dynacode makes.
 */
final class DynacodeHosts {

    private static final Pattern UPPER_CASE = Pattern.compile("(?<!\\\\)[A-Z]");

    private final List<String> skipped;

    /**
     * @param skipped expressions; no plugin runs for a host in which one is found
     */
    DynacodeHosts(List<String> skipped) {
        this.skipped = List.copyOf(skipped);
    }

    /** What of it a match can say. */
    Match match(String domain) {
        return pattern(domain)
                .map(host -> new Match(List.of(host), List.of(), List.of()))
                .orElse(Match.ALL);
    }

    /** Whether the code has to ask for the domain. */
    boolean asksInCode(String domain) {
        return !isAll(domain) && pattern(domain).isEmpty();
    }

    /** What the code has to begin with. It has no line break, so that lines keep their numbers. */
    String guard(String domain) {
        StringBuilder guard = new StringBuilder();
        if (asksInCode(domain)) {
            guard.append("if not ").append(find(domain)).append(" then return end ");
        }
        for (String expression : skipped) {
            guard.append("if ").append(find(expression)).append(" then return end ");
        }
        return guard.toString();
    }

    private static boolean isAll(String domain) {
        return domain.equals("*") || domain.isEmpty();
    }

    /** The pattern of a match; empty where there is none, or none is needed. By themselves, patterns ignore case. */
    private static Optional<HostPattern> pattern(String domain) {
        if (isAll(domain) || !domain.equals(domain.strip())) {
            return Optional.empty();
        }
        boolean asItIs = UPPER_CASE.matcher(domain).find();
        try {
            return Optional.of(new HostPattern(HostPattern.Kind.REGEX, asItIs ? "(?-i)" + domain : domain));
        } catch (InvalidUnitException e) {
            return Optional.empty();
        }
    }

    private static String find(String expression) {
        return "ngx.re.find(ngx.var.host, " + quote(expression) + ", \"o\")";
    }

    private static String quote(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\0", "\\000")
                + "\"";
    }
}
