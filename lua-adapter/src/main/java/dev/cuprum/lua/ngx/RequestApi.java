package dev.cuprum.lua.ngx;

import dev.cuprum.http.AttachmentKey;
import dev.cuprum.http.Exchange;
import dev.cuprum.http.Request;
import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Calls;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.lua.runtime.Numbers;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Text;
import java.time.InstantSource;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** {@code ngx.req}: the request, for reading and changing. Here is its first line, and what is known of it as a whole. */
final class RequestApi {

    private static final AttachmentKey<boolean[]> INTERNAL = new AttachmentKey<>("internal by ngx.req.set_uri");

    private RequestApi() {}

    static ReadOnlyTable create(InstantSource clock) {
        ReadOnlyTable req = new Namespace("ngx.req")
                .unavailable("socket")
                .with("get_method", args -> method(request()))
                .with("http_version", args -> httpVersion())
                .with("is_internal", args -> LuaValue.valueOf(isInternal(exchange())))
                .with("raw_header", RequestApi::rawHeader)
                .with("set_method", RequestApi::setMethod)
                .with("start_time", args -> startTime(clock));
        RequestTarget.addTo(req);
        RequestArguments.addTo(req);
        RequestHeaders.addTo(req);
        BodyFunctions.addTo(req);
        return req.seal();
    }

    private static LuaValue method(Request request) {
        LuaString known = NgxConstants.METHOD_NAMES.get(request.method());
        return known == null ? Text.lua(request.method()) : known;
    }

    private static Exchange exchange() {
        return Phases.REQUEST.current().exchange();
    }

    private static Request request() {
        return exchange().request();
    }

    private static Varargs httpVersion() {
        String protocol = request().protocol();
        try {
            return Num.of(Double.parseDouble(protocol.substring(protocol.indexOf('/') + 1)));
        } catch (NumberFormatException e) {
            return LuaValue.NIL;
        }
    }

    private static Varargs startTime(InstantSource clock) {
        long age = System.nanoTime() - request().startNanos();
        return Num.of(NgxApi.seconds(clock.instant().minusNanos(age)));
    }

    private static boolean isInternal(Exchange exchange) {
        return exchange.request().internal() || exchange.attachment(INTERNAL, () -> new boolean[1])[0];
    }

    /** Notes that the request is not any more what the client asked for. */
    static void makeInternal(Exchange exchange) {
        exchange.attachment(INTERNAL, () -> new boolean[1])[0] = true;
    }

    private static Varargs rawHeader(Varargs args) {
        boolean withoutLine = args.arg1().toboolean();
        String header = request().rawHeader();
        int line = header.indexOf('\n');
        return Text.lua(withoutLine && line >= 0 ? header.substring(line + 1) : header);
    }

    private static Varargs setMethod(Varargs args) {
        Request request = request();
        if (!(args.arg1() instanceof Num number)) {
            throw new ScriptError("bad method number");
        }
        String method = NgxConstants.method(Args.integer(number.v));
        if (method.isEmpty()) {
            throw new ScriptError("unsupported HTTP method: " + Numbers.format(number.v));
        }
        request.setMethod(method);
        return Calls.NOTHING;
    }
}
