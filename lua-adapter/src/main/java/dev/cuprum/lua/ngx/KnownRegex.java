package dev.cuprum.lua.ngx;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.cuprum.engine.Budget;
import dev.cuprum.lua.lib.Slices;
import dev.cuprum.lua.regex.Regex;
import dev.cuprum.lua.regex.RegexMatcher;
import dev.cuprum.lua.regex.RegexSyntaxException;
import dev.cuprum.lua.runtime.Interned;
import dev.cuprum.lua.runtime.LuaRun;
import dev.cuprum.lua.runtime.ScriptError;
import dev.cuprum.lua.runtime.Table;
import dev.cuprum.lua.runtime.Text;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaValue;

/**
 * An expression that units have used, compiled, or what is wrong with it. Kept for all units, whether an expression is asked to be
 * kept or not, as nobody can see the difference; bounded by size, as units may make expressions up. Immutable.
 */
final class KnownRegex {

    private static final long MOST_BYTES = 32L << 20;
    private static final int LONGEST = 16 * 1024;
    private static final int LATELY = 256;
    private static final int SMALL_WEIGHT = 32 * 1024;
    /** How many bytes of a message there is room for, with the zero at its end. */
    private static final int MESSAGE = 128;

    private record Key(LuaString expression, int options) {}

    private static final Cache<Key, KnownRegex> KNOWN = Caffeine.newBuilder()
            .maximumWeight(MOST_BYTES)
            .weigher((Key key, KnownRegex known) -> known.weight + key.expression.m_length)
            .executor(Runnable::run)
            .build();

    /** What was asked for lately, by the very strings that constants of a unit are; see {@code Known} of the libraries. */
    private static final @Nullable Entry[] ENTRIES = new Entry[LATELY];

    private record Entry(LuaString expression, LuaValue options, KnownRegex known) {}

    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Tells it from others that are used at the same time, most likely. */
    final int number = COUNT.getAndIncrement();

    private final @Nullable Regex regex;
    private final @Nullable LuaString fault;
    private final LuaString[] names;
    private final int[][] groups;
    private final boolean lists;
    private final int weight;

    private KnownRegex(@Nullable Regex regex, @Nullable LuaString fault, boolean lists) {
        this.regex = regex;
        this.fault = fault;
        this.lists = lists;
        this.names = regex == null
                ? new LuaString[0]
                : regex.names().stream()
                        .map(name -> Interned.of(Text.lua(name)))
                        .toArray(LuaString[]::new);
        this.groups = new int[names.length][];
        for (int i = 0; i < names.length && regex != null; i++) {
            groups[i] = regex.groupsOf(Text.latin1(names[i])).stream()
                    .mapToInt(Integer::intValue)
                    .toArray();
        }
        this.weight = regex == null ? MESSAGE : regex.weight();
    }

    /** The expression that a unit gives, with its options. */
    @SuppressWarnings("ReferenceEquality") // Other strings with the same bytes are looked up below.
    static KnownRegex of(LuaValue expression, LuaValue options) {
        Entry entry = ENTRIES[expression.hashCode() & LATELY - 1];
        if (entry != null && entry.expression == expression && entry.options == options) {
            return entry.known;
        }
        RegexSettings settings = RegexSettings.of(options);
        if (!(expression instanceof LuaString text)) {
            throw settings.noExpression(expression);
        }
        KnownRegex known = known(text, settings);
        boolean small = text.m_bytes.length <= LONGEST;
        if (small && (!(options instanceof LuaString letters) || letters.m_bytes.length <= LONGEST)) {
            ENTRIES[text.hashCode() & LATELY - 1] = new Entry(text, options, known);
        }
        return known;
    }

    private static KnownRegex known(LuaString text, RegexSettings settings) {
        if (text.m_length > LONGEST) {
            return compile(text, settings);
        }
        KnownRegex known = KNOWN.getIfPresent(new Key(text, settings.bits()));
        if (known == null) {
            known = compile(text, settings);
            byte[] bytes = Arrays.copyOfRange(text.m_bytes, text.m_offset, text.m_offset + text.m_length);
            KNOWN.put(new Key(Text.string(bytes), settings.bits()), known);
        }
        return known;
    }

    private static KnownRegex compile(LuaString text, RegexSettings settings) {
        Budget budget = LuaRun.current().budget();
        boolean lists = settings.listsNames();
        try {
            return new KnownRegex(Regex.compile(Text.bytes(text), settings.options(), budget), null, lists);
        } catch (RegexSyntaxException e) {
            return new KnownRegex(null, message(e, text), lists);
        }
    }

    private static LuaString message(RegexSyntaxException e, LuaString text) {
        String expression = Text.latin1(text.substring(0, Math.min(text.m_length, MESSAGE)));
        String message = "pcre_compile() failed: " + e.getMessage() + " in \"" + expression + "\"";
        if (e.offset() < text.m_length) {
            int end = Math.min(text.m_length, e.offset() + MESSAGE);
            message += " at \"" + Text.latin1(text.substring(Math.min(e.offset(), end), end)) + "\"";
        }
        int zero = message.indexOf(0);
        int length = Math.min(zero < 0 ? message.length() : zero, MESSAGE - 1);
        return Text.lua(message.substring(0, length));
    }

    /** Whether it may be kept by each thread that has used it. */
    boolean isSmall() {
        return weight <= SMALL_WEIGHT;
    }

    /** What is wrong with it; null where nothing is. */
    @Nullable
    LuaString fault() {
        return fault;
    }

    /** The expression, which must not be wrong. */
    Regex regex() {
        if (regex == null) {
            throw new IllegalStateException(String.valueOf(fault));
        }
        return regex;
    }

    /**
     * What the groups have matched: a table by number and by name.
     *
     * @param into the table to fill; a new one where it is nil or false
     */
    @SuppressWarnings("ReferenceEquality") // The very table that is to be filled.
    LuaValue captures(RegexMatcher matcher, LuaString subject, LuaValue into) {
        if (into.toboolean() && !(into instanceof Table)) {
            throw new ScriptError("attempt to index local 'res' (a " + into.typename() + " value)");
        }
        int count = matcher.groups();
        Table table = into instanceof Table given ? given : filled(matcher, subject, count);
        for (int i = 0; table == into && i <= count; i++) {
            table.set(i, capture(matcher, subject, i));
        }
        for (int i = 0; i < names.length; i++) {
            name(table, names[i], groups[i]);
        }
        return table;
    }

    private Table filled(RegexMatcher matcher, LuaString subject, int count) {
        LuaValue[] captures = new LuaValue[Math.max(1, count) + 1];
        for (int i = 0; i <= count; i++) {
            captures[i] = capture(matcher, subject, i);
        }
        return new Table(captures, count, names.length);
    }

    private static LuaValue capture(RegexMatcher matcher, LuaString subject, int group) {
        int start = matcher.start(group);
        return start < 0 ? LuaValue.FALSE : Slices.of(subject, start, Math.max(start, matcher.end(group)));
    }

    private void name(Table table, LuaString name, int[] numbers) {
        for (int number : numbers) {
            LuaValue value = table.get(number);
            if (!lists) {
                table.set(name, value);
            } else if (value.toboolean()) {
                LuaValue before = table.get(name);
                if (before instanceof Table list) {
                    list.push(value);
                } else {
                    Table list = new Table();
                    list.push(value);
                    table.set(name, list);
                }
            }
        }
    }
}
