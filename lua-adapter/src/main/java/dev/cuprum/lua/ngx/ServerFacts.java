package dev.cuprum.lua.ngx;

import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import dev.cuprum.unit.Phase;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** What a unit can ask about the server: {@code ngx.config} and {@code ngx.worker}. */
final class ServerFacts {

    /** The version of nginx whose behaviour this is: 1.22.1. */
    private static final int NGINX = 1_022_001;

    /** The version of lua-nginx-module: 0.10.23. */
    private static final int LUA_MODULE = 10_023;

    private ServerFacts() {}

    static ReadOnlyTable config() {
        LuaValue prefix = Text.lua(folder());
        LuaValue configure = Text.lua(" --prefix=" + folder());
        return new ReadOnlyTable("ngx.config")
                .with("debug", LuaValue.FALSE)
                .with("nginx_configure", args -> configure)
                .with("nginx_version", Num.of(NGINX))
                .with("ngx_lua_version", Num.of(LUA_MODULE))
                .with("prefix", args -> prefix)
                .with("subsystem", Text.lua("http"))
                .seal();
    }

    private static String folder() {
        String folder = System.getProperty("user.dir", "");
        return folder.endsWith("/") ? folder : folder + "/";
    }

    static ReadOnlyTable worker() {
        return new ReadOnlyTable("ngx.worker")
                .with("count", args -> Num.of(1))
                .with("exiting", args -> LuaValue.FALSE)
                .with("id", args -> workerId())
                .with("pid", args -> pid())
                .with("pids", args -> pids())
                .seal();
    }

    /** Before there are workers, none has a number. */
    private static LuaValue workerId() {
        boolean before = LuaRun.current().execution().unit().phase() == Phase.INIT;
        return before ? LuaValue.NIL : Num.of(0);
    }

    private static LuaValue pid() {
        return Num.of(ProcessHandle.current().pid());
    }

    private static Varargs pids() {
        Table pids = new Table(1, 0);
        pids.rawset(1, pid());
        return pids;
    }
}
