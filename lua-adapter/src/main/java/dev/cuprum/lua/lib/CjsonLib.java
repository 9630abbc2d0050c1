package dev.cuprum.lua.lib;

import dev.cuprum.lua.runtime.Args;
import dev.cuprum.lua.runtime.Attachment;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.Native;
import dev.cuprum.lua.runtime.ReadOnlyTable;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaUserdata;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * The modules {@code cjson} and {@code cjson.safe}, as OpenResty ships them. All executions share the tables; what one
 * of them sets is kept with it.
 */
public final class CjsonLib {

    /** {@code array_mt}: marks a table as an array. */
    static final LuaValue ARRAY = new ReadOnlyTable("cjson.array_mt").seal();

    /** {@code empty_array_mt}: marks a table as an array where it has no positions. */
    static final LuaValue EMPTY_ARRAY_MARK = new ReadOnlyTable("cjson.empty_array_mt").seal();

    /** {@code empty_array}. */
    static final LuaValue EMPTY_ARRAY = new LuaUserdata(new Object() {
        @Override
        public String toString() {
            return "userdata: empty_array";
        }
    });

    private static final String VERSION = "2.1.0.11";

    private final LuaValue jsonNull;
    private final boolean safe;
    private final Supplier<JsonSettings> settings;

    private CjsonLib(LuaValue jsonNull, boolean safe, Supplier<JsonSettings> settings) {
        this.jsonNull = jsonNull;
        this.safe = safe;
        this.settings = settings;
    }

    /**
     * The module {@code cjson}.
     *
     * @param jsonNull what stands for JSON's null: ngx.null
     */
    public static ReadOnlyTable create(LuaValue jsonNull) {
        return shared("cjson", jsonNull, false);
    }

    /**
     * The module {@code cjson.safe}, which returns nil and a message where the other raises an error.
     *
     * @param jsonNull what stands for JSON's null: ngx.null
     */
    public static ReadOnlyTable safe(LuaValue jsonNull) {
        return shared("cjson.safe", jsonNull, true);
    }

    private static ReadOnlyTable shared(String name, LuaValue jsonNull, boolean safe) {
        Attachment<JsonSettings> kept = new Attachment<>(run -> new JsonSettings(jsonNull));
        CjsonLib lib = new CjsonLib(jsonNull, safe, () -> LuaRun.current().attachment(kept));
        ReadOnlyTable table = new ReadOnlyTable(name);
        lib.fields().forEach(table::with);
        return table.seal();
    }

    /** {@code new}: a module with settings of its own. */
    private LuaValue another() {
        Table table = new Table();
        new CjsonLib(jsonNull, safe, new OwnSettings(jsonNull))
                .fields()
                .forEach((name, value) -> table.rawset(Text.lua(name), value));
        return table;
    }

    /** The settings of a module that a unit has made; later executions, where an init unit has left it, have copies. */
    private static final class OwnSettings implements Supplier<JsonSettings> {

        private static final Attachment<Map<OwnSettings, JsonSettings>> COPIES =
                new Attachment<>(run -> new IdentityHashMap<>());

        private final LuaRun maker = LuaRun.current();
        private final JsonSettings settings;

        OwnSettings(LuaValue jsonNull) {
            settings = new JsonSettings(jsonNull);
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // An execution is equal to itself alone.
        public JsonSettings get() {
            LuaRun run = LuaRun.current();
            return run == maker ? settings : run.attachment(COPIES).computeIfAbsent(this, key -> settings.copy());
        }
    }

    private Map<String, LuaValue> fields() {
        Map<String, LuaValue> fields = new LinkedHashMap<>();
        fields.put("_NAME", Text.lua("cjson"));
        fields.put("_VERSION", Text.lua(VERSION));
        fields.put("null", jsonNull);
        fields.put("array_mt", ARRAY);
        fields.put("empty_array", EMPTY_ARRAY);
        fields.put("empty_array_mt", EMPTY_ARRAY_MARK);
        add(fields, "new", args -> another());
        add(fields, "encode", this::encode);
        add(fields, "decode", this::decode);
        addOptions(fields, new JsonOptions(settings));
        return fields;
    }

    private static void addOptions(Map<String, LuaValue> fields, JsonOptions options) {
        int most = Integer.MAX_VALUE;
        add(fields, "decode_array_with_array_mt", options.flag(s -> s.marksArrays, (s, on) -> s.marksArrays = on));
        add(
                fields,
                "decode_invalid_numbers",
                options.flag(s -> s.decodesInvalidNumbers, (s, on) -> s.decodesInvalidNumbers = on));
        add(fields, "decode_max_depth", options.number(1, most, s -> s.decodeDepth, (s, n) -> s.decodeDepth = n));
        add(
                fields,
                "encode_empty_table_as_object",
                options.flag(s -> s.emptyIsObject, (s, on) -> s.emptyIsObject = on));
        add(fields, "encode_escape_forward_slash", options.flag(s -> s.escapesSlash, (s, on) -> s.escapesSlash = on));
        add(fields, "encode_invalid_numbers", options::invalidNumbers);
        add(fields, "encode_keep_buffer", options.flag(s -> s.keepsBuffer, (s, on) -> s.keepsBuffer = on));
        add(fields, "encode_max_depth", options.number(1, most, s -> s.encodeDepth, (s, n) -> s.encodeDepth = n));
        add(fields, "encode_number_precision", options.number(1, 16, s -> s.precision, (s, n) -> s.precision = n));
        add(
                fields,
                "encode_skip_unsupported_value_types",
                options.flag(s -> s.skipsUnsupported, (s, on) -> s.skipsUnsupported = on));
        add(fields, "encode_sparse_array", options::sparseArray);
    }

    private static void add(Map<String, LuaValue> fields, String name, Native.Body body) {
        fields.put(name, new Native(name, body));
    }

    private Varargs encode(Varargs args) {
        checkOne(args);
        try {
            return JsonEncoder.encode(settings.get(), LuaRun.current().budget(), args.arg1());
        } catch (JsonFault e) {
            return failed(e);
        }
    }

    private Varargs decode(Varargs args) {
        checkOne(args);
        try {
            return JsonDecoder.decode(settings.get(), LuaRun.current().budget(), text(args));
        } catch (JsonFault e) {
            return failed(e);
        }
    }

    private static void checkOne(Varargs args) {
        if (args.narg() != 1) {
            throw Args.wrong(1, "expected 1 argument");
        }
    }

    private LuaString text(Varargs args) {
        if (safe && !Text.isText(args.arg1())) {
            String type = args.arg1().typename();
            throw new JsonFault("bad argument #1 to '?' (string expected, got " + type + ")");
        }
        return Args.string(args, 1);
    }

    private Varargs failed(JsonFault fault) {
        if (safe) {
            return LuaValue.varargsOf(LuaValue.NIL, LuaString.valueOf(fault.message()));
        }
        throw new ScriptError(fault.message());
    }
}
