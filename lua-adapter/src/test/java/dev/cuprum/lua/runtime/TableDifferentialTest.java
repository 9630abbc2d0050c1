package dev.cuprum.lua.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Does the same to our tables and to LuaJIT's: lengths and traversals are to be equal after each step. */
final class TableDifferentialTest {

    private static final int SEQUENCES = 3_000;
    private static final int STEPS = 40;

    private static final String PRELUDE =
            """
            local format, concat = string.format, table.concat
            local function show(t)
              local out = {}
              for k, v in pairs(t) do out[#out + 1] = format("%.17g=%.17g", k, v) end
              print(#t .. " " .. concat(out, " "))
            end
            local function some(n, hole)
              local r = {}
              for i = 1, n do if i ~= hole then r[i] = i end end
              return unpack(r, 1, n)
            end
            """;

    @TempDir
    Path folder;

    /** One table: the Lua text grows while the same is done to ours. */
    private static final class Sequence {

        private final Random random;
        private final StringBuilder script;
        private final List<String> expected;
        private Table table = new Table();

        Sequence(long seed, StringBuilder script, List<String> expected) {
            this.random = new Random(seed);
            this.script = script;
            this.expected = expected;
        }

        void run() {
            script.append("(function(v) local t = ");
            construct();
            show();
            int range = 1 << random.nextInt(8);
            for (int i = random.nextInt(STEPS); i >= 0; i--) {
                step(range);
                show();
            }
            script.append("end)(7);\n");
        }

        private void show() {
            script.append(" show(t)\n");
            StringBuilder line = new StringBuilder().append(table.rawlen()).append(' ');
            for (int i = table.following(0); i != 0; i = table.following(i)) {
                line.append(text(table.keyAt(i))).append('=').append(text(table.valueAt(i)));
                line.append(' ');
            }
            expected.add(line.toString().strip());
        }

        private static String text(LuaValue value) {
            double number = value.todouble();
            return number == Math.rint(number) && Math.abs(number) < 1e15
                    ? String.valueOf((long) number)
                    : String.format("%.17g", number).replaceFirst("\\.?0+$", "");
        }

        private void construct() {
            List<Runnable> stores = new ArrayList<>();
            ShapeBuilder shape = new ShapeBuilder();
            int position = 1;
            script.append('{');
            for (int i = random.nextInt(12) - 2; i > 0; i--) {
                boolean constant = random.nextBoolean();
                LuaValue value = constant ? random.nextInt(3) == 0 ? LuaValue.NIL : Num.of(i) : Num.of(7);
                String text = !constant ? "v" : value.isnil() ? "nil" : text(value);
                int kind = random.nextInt(4);
                if (kind < 2) {
                    int at = position++;
                    shape.positional(constant ? value : null);
                    if (!constant) {
                        stores.add(() -> table.append(at, value));
                    }
                    script.append(text).append(", ");
                } else {
                    boolean known = kind == 2;
                    Num key = Num.of(random.nextInt(10) - 1);
                    shape.keyed(known ? key : null, constant ? value : null);
                    if (!known || !constant) {
                        stores.add(() -> table.set(key.v, value));
                    }
                    script.append(known ? "[" : "[v - 7 + ").append(text(key)).append("] = ");
                    script.append(text).append(", ");
                }
            }
            if (random.nextInt(4) == 0) {
                int start = position;
                int count = random.nextInt(9);
                int hole = random.nextInt(9);
                shape.positional(null);
                stores.add(() -> table.appendAll(start, some(count, hole)));
                script.append("some(").append(count + ", " + hole).append(')');
            }
            script.append('}');
            table = new Table(shape.build());
            stores.forEach(Runnable::run);
        }

        private static Varargs some(int count, int hole) {
            LuaValue[] values = new LuaValue[count];
            for (int i = 1; i <= count; i++) {
                values[i - 1] = i == hole ? LuaValue.NIL : Num.of(i);
            }
            return LuaValue.varargsOf(values);
        }

        private void step(int range) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> set(table.rawlen() + 1, random.nextInt(100));
                case 3 -> set(table.rawlen(), -1);
                case 4 -> set(random.nextInt(range) + 1, -1);
                case 5 -> set((random.nextInt(range) - range / 2) * 0.5, random.nextInt(100));
                case 6 -> set(random.nextInt(range) * 1e8, random.nextInt(100));
                default -> set(random.nextInt(range) + 1, random.nextInt(100));
            }
        }

        private void set(double key, int value) {
            String text = value < 0 ? "nil" : String.valueOf(value);
            script.append("t[")
                    .append(String.format("%.17g", key))
                    .append("] = ")
                    .append(text);
            LuaValue stored = value < 0 ? LuaValue.NIL : Num.of(value);
            if (random.nextBoolean()) {
                table.set(key, stored);
            } else {
                table.set((LuaValue) Num.of(key), stored);
            }
        }
    }

    @Test
    void findsTheBordersAndTheOrderThatLuaJitFinds() throws Exception {
        assumeTrue(isInstalled("luajit"), "luajit is not installed");
        StringBuilder script = new StringBuilder(PRELUDE);
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < SEQUENCES; i++) {
            new Sequence(i, script, expected).run();
        }
        Path file = Files.writeString(folder.resolve("tables.lua"), script, StandardCharsets.ISO_8859_1);
        List<String> theirs = output("luajit", "-joff", file.toString())
                .lines()
                .map(String::strip)
                .toList();
        for (int i = 0; i < expected.size(); i++) {
            assertThat(expected.get(i))
                    .as("step %d of the script", i)
                    .isEqualTo(i < theirs.size() ? theirs.get(i) : "nothing");
        }
    }

    private static boolean isInstalled(String program) {
        return Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }

    private static String output(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
