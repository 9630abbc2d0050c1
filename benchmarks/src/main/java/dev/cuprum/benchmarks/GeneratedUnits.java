package dev.cuprum.benchmarks;

/** Units written by a program, to measure what their length costs. */
final class GeneratedUnits {

    private static final int LINES_OF_A_FUNCTION = 10;

    private GeneratedUnits() {}

    /** A unit of about that many lines: functions of ten lines each, and what calls them. */
    static String ofLines(int lines) {
        StringBuilder code = new StringBuilder("local functions = {}\n");
        for (int i = 0; i < lines / LINES_OF_A_FUNCTION; i++) {
            code.append("functions[%d] = function(a, b)\n".formatted(i))
                    .append("  local c = a + %d\n".formatted(i))
                    .append("  if c > b then\n")
                    .append("    c = c - b\n")
                    .append("  end\n")
                    .append("  local t = {x = c, 'y%d'}\n".formatted(i % 50))
                    .append("  for k = 1, 3 do\n")
                    .append("    t.x = t.x * k\n")
                    .append("  end return t.x .. ':' .. #t\n")
                    .append("end\n");
        }
        return code.append("ngx.print(functions[0](1, 2))\n").toString();
    }
}
