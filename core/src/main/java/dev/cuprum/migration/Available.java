package dev.cuprum.migration;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What units of OpenResty may use that is not here, as far as the text of a unit shows it. */
public final class Available {

    /** Functions and groups of functions of {@code ngx} that are not here. */
    public static final List<String> MISSING = List.of(
            "ngx.sleep",
            "ngx.location.capture",
            "ngx.location.capture_multi",
            "ngx.socket",
            "ngx.req.socket",
            "ngx.thread",
            "ngx.timer",
            "ngx.run_worker_thread");

    private static final Set<String> MISSING_MODULES =
            Set.of("ffi", "ngx.balancer", "ngx.ocsp", "ngx.pipe", "ngx.semaphore", "ngx.ssl", "ngx.ssl.session");

    private static final Set<String> MODULES = Set.of(
            "bit",
            "cjson",
            "cjson.safe",
            "coroutine",
            "debug",
            "io",
            "math",
            "ngx",
            "ngx.base64",
            "ngx.errlog",
            "ngx.process",
            "ngx.re",
            "ngx.req",
            "ngx.resp",
            "os",
            "package",
            "resty.core",
            "string",
            "string.buffer",
            "table",
            "table.clear",
            "table.clone",
            "table.isarray",
            "table.isempty",
            "table.new",
            "table.nkeys");

    private Available() {}

    /** Why a unit would fail here; empty where nothing shows that it would. */
    static Optional<String> objection(LuaText code) {
        Set<String> missing = new TreeSet<>();
        for (String path : code.paths()) {
            if (MISSING.stream().anyMatch(name -> path.equals(name) || path.startsWith(name + "."))) {
                missing.add(path);
            }
        }
        for (String module : code.required()) {
            if (MISSING_MODULES.contains(module)) {
                missing.add("module '" + module + "'");
            }
        }
        if (missing.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of("it uses " + String.join(", ", missing) + ", which " + (missing.size() == 1 ? "is" : "are")
                + " not available here; docs/ngx.md says what there is instead");
    }

    /** The modules that a unit requires and that the node has to be given. */
    static Set<String> modulesToProvide(LuaText code) {
        Set<String> modules = new TreeSet<>(code.required());
        modules.removeIf(module -> MODULES.contains(module) || module.startsWith("resty.core."));
        return modules;
    }

    /** What to know of such a module. */
    static String toProvide(String module) {
        return "requires the module '" + module
                + "', which has to be in the node's module path; one that uses sockets or ffi" + " does not work here";
    }
}
