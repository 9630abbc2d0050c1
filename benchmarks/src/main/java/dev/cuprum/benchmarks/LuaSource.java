package dev.cuprum.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A source in Lua that is measured: a chunk that returns a function doing the same work at every call, or nil where
 * the engine has not what the source needs. Each is a resource, and runs unchanged on LuaJIT.
 */
public enum LuaSource {
    UNIT(0.7),
    NUMERIC_LOOP(0.6),
    FIB(0.35),
    MANDELBROT(1.2),
    MANDELBROT_MODULE(1.2),
    TABLE_INSERTS(1.5),
    TABLE_SUMS(1.5),
    TABLE_IPAIRS(1.5),
    TABLE_PAIRS(1.5),
    STRINGS_APPEND(1.4),
    STRINGS_CONCAT(1.4),
    STRINGS_REP(1.4),
    FORMAT(1.6),
    PATTERNS_URI(1.2),
    PATTERNS_COOKIE(1.2),
    PATTERNS_HEADERS(1.2),
    JSON(1.2),
    CLOSURES(1.1),
    COROUTINES(3),
    SMALL_OBJECTS(15),
    SORT_NUMBERS(),
    SORT_COMPARATOR(),
    OOP(),
    CJSON();

    private final OptionalDouble target;

    LuaSource(double target) {
        this.target = OptionalDouble.of(target);
    }

    LuaSource() {
        this.target = OptionalDouble.empty();
    }

    /** The source of that name, where there is one. */
    static Optional<LuaSource> named(String name) {
        return Arrays.stream(values())
                .filter(source -> source.wireName().equals(name))
                .findFirst();
    }

    /** The name of the resource, without its suffix. */
    String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many times LuaJIT's time a call may take, where that has been decided. */
    OptionalDouble target() {
        return target;
    }

    /** The chunk. */
    String code() {
        String resource = "/lua/" + wireName() + ".lua";
        try (InputStream in = LuaSource.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("there is no resource " + resource);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A unit that calls the function as often as the argument n says and writes what the last call returned. */
    String unit() {
        // On one line with the source's first, so that errors name the lines of the source.
        return "local f = (function(...) " + code() + "\nend)() if not f then return ngx.print('absent') end\n"
                + "local result for i = 1, tonumber(ngx.var.arg_n) do result = f() end ngx.print(tostring(result))";
    }
}
