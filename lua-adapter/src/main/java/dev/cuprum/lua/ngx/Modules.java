package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** OpenResty's modules in Lua that belong to {@code ngx}: what units get for {@code require 'ngx.base64'} and the like. */
final class Modules {

    /** Of the modules in Lua that OpenResty has for this version of lua-nginx-module. */
    static final LuaString VERSION = LuaString.valueOf("0.1.25");

    private Modules() {}

    /** What implements {@code ngx} anew in OpenResty; here there is nothing for it to do. */
    private static final List<String> CORE = List.of(
            "base",
            "base64",
            "coroutine",
            "ctx",
            "exit",
            "hash",
            "misc",
            "ndk",
            "param",
            "phase",
            "regex",
            "request",
            "response",
            "shdict",
            "socket",
            "time",
            "uri",
            "utils",
            "var",
            "worker");

    static Map<String, LuaValue> all() {
        Map<String, LuaValue> modules = new HashMap<>();
        modules.put("ngx.base64", Coding.base64Module());
        modules.put("ngx.errlog", Logging.errlog());
        modules.put("ngx.process", process());
        modules.put("ngx.re", RegexSplit.module());
        modules.put("resty.core", core("resty.core"));
        CORE.forEach(part -> modules.put("resty.core." + part, core("resty.core." + part)));
        return modules;
    }

    private static ReadOnlyTable core(String name) {
        return new ReadOnlyTable(name).with("version", VERSION).seal();
    }

    /** A JVM is one worker, and nobody is above it. */
    private static ReadOnlyTable process() {
        return new ReadOnlyTable("ngx.process")
                .with("enable_privileged_agent", args -> failure("API disabled in the current context"))
                .with("get_master_pid", args -> Num.of(ProcessHandle.current().pid()))
                .with("type", args -> Text.lua("worker"))
                .with("version", VERSION)
                .seal();
    }

    /** Nil and a message. */
    static Varargs failure(String message) {
        return LuaValue.varargsOf(LuaValue.NIL, Text.lua(message));
    }
}
