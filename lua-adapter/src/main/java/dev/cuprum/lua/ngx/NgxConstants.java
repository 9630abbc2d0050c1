package dev.cuprum.lua.ngx;

import dev.cuprum.engine.LogLevel;
import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.luaj.vm2.LuaString;

/** The numbers of {@code ngx}: results, methods, statuses, log levels. */
final class NgxConstants {

    private static final String[] METHODS = {
        "GET",
        "HEAD",
        "POST",
        "PUT",
        "DELETE",
        "MKCOL",
        "COPY",
        "MOVE",
        "OPTIONS",
        "PROPFIND",
        "PROPPATCH",
        "LOCK",
        "UNLOCK",
        "PATCH",
        "TRACE"
    };

    /** The names of methods as strings of Lua. */
    static final Map<String, LuaString> METHOD_NAMES = Stream.of(METHODS)
            .collect(Collectors.toUnmodifiableMap(name -> name, name -> Interned.of(LuaString.valueOf(name))));

    /** The first method is this bit, each further one the next. */
    private static final int FIRST_METHOD = 2;

    private NgxConstants() {}

    static void addTo(ReadOnlyTable ngx) {
        put(ngx, "OK", 0);
        put(ngx, "ERROR", -1);
        put(ngx, "AGAIN", -2);
        put(ngx, "DONE", -4);
        put(ngx, "DECLINED", -5);
        for (LogLevel level : LogLevel.values()) {
            put(ngx, level.name(), level.ordinal());
        }
        for (int i = 0; i < METHODS.length; i++) {
            put(ngx, "HTTP_" + METHODS[i], FIRST_METHOD << i);
        }
        addStatuses(ngx);
    }

    private static void addStatuses(ReadOnlyTable ngx) {
        put(ngx, "HTTP_CONTINUE", 100);
        put(ngx, "HTTP_SWITCHING_PROTOCOLS", 101);
        put(ngx, "HTTP_OK", 200);
        put(ngx, "HTTP_CREATED", 201);
        put(ngx, "HTTP_ACCEPTED", 202);
        put(ngx, "HTTP_NO_CONTENT", 204);
        put(ngx, "HTTP_PARTIAL_CONTENT", 206);
        put(ngx, "HTTP_SPECIAL_RESPONSE", 300);
        put(ngx, "HTTP_MOVED_PERMANENTLY", 301);
        put(ngx, "HTTP_MOVED_TEMPORARILY", 302);
        put(ngx, "HTTP_SEE_OTHER", 303);
        put(ngx, "HTTP_NOT_MODIFIED", 304);
        put(ngx, "HTTP_TEMPORARY_REDIRECT", 307);
        put(ngx, "HTTP_PERMANENT_REDIRECT", 308);
        put(ngx, "HTTP_BAD_REQUEST", 400);
        put(ngx, "HTTP_UNAUTHORIZED", 401);
        put(ngx, "HTTP_PAYMENT_REQUIRED", 402);
        put(ngx, "HTTP_FORBIDDEN", 403);
        put(ngx, "HTTP_NOT_FOUND", 404);
        put(ngx, "HTTP_NOT_ALLOWED", 405);
        put(ngx, "HTTP_NOT_ACCEPTABLE", 406);
        put(ngx, "HTTP_REQUEST_TIMEOUT", 408);
        put(ngx, "HTTP_CONFLICT", 409);
        put(ngx, "HTTP_GONE", 410);
        put(ngx, "HTTP_UPGRADE_REQUIRED", 426);
        put(ngx, "HTTP_TOO_MANY_REQUESTS", 429);
        put(ngx, "HTTP_CLOSE", 444);
        put(ngx, "HTTP_ILLEGAL", 451);
        put(ngx, "HTTP_INTERNAL_SERVER_ERROR", 500);
        put(ngx, "HTTP_METHOD_NOT_IMPLEMENTED", 501);
        put(ngx, "HTTP_NOT_IMPLEMENTED", 501);
        put(ngx, "HTTP_BAD_GATEWAY", 502);
        put(ngx, "HTTP_SERVICE_UNAVAILABLE", 503);
        put(ngx, "HTTP_GATEWAY_TIMEOUT", 504);
        put(ngx, "HTTP_VERSION_NOT_SUPPORTED", 505);
        put(ngx, "HTTP_INSUFFICIENT_STORAGE", 507);
    }

    /** The method that has this number; empty where none has. */
    static String method(int number) {
        int i = Integer.numberOfTrailingZeros(number) - 1;
        return Integer.bitCount(number) == 1 && i >= 0 && i < METHODS.length ? METHODS[i] : "";
    }

    private static void put(ReadOnlyTable ngx, String name, int value) {
        ngx.with(name, Num.of(value));
    }
}
