package dev.cuprum.lua.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cuprum.engine.Budget;
import dev.cuprum.engine.LimitExceededError;
import dev.cuprum.lua.compiler.Expression.Constant;
import dev.cuprum.lua.compiler.Statement.Goto;
import dev.cuprum.lua.compiler.Statement.LabelStatement;
import dev.cuprum.lua.compiler.Statement.LocalDeclaration;
import dev.cuprum.lua.compiler.Statement.LocalFunction;
import dev.cuprum.lua.compiler.Statement.Return;
import dev.cuprum.lua.compiler.Statement.While;
import dev.cuprum.lua.runtime.Num;
import dev.cuprum.unit.Limits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.luaj.vm2.LuaString;

final class ParserTest {

    static FunctionBody parse(String source, String... parameters) throws SourceException {
        byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
        return Parser.parse(new SourceText(bytes, 0, bytes.length, new Budget()), List.of(parameters));
    }

    private static String shape(String source) throws SourceException {
        return Shape.of(parse(source));
    }

    private static String lines(String source) throws SourceException {
        return Shape.withLines(parse(source));
    }

    private static Constant constant(String literal) throws SourceException {
        Return statement =
                (Return) parse("return " + literal).block.statements().get(0);
        return (Constant) statement.values().get(0);
    }

    private static double number(String literal) throws SourceException {
        return ((Num) constant(literal).value()).v;
    }

    private static byte[] string(String literal) throws SourceException {
        LuaString string = (LuaString) constant(literal).value();
        byte[] bytes = new byte[string.m_length];
        string.copyInto(0, bytes, 0, bytes.length);
        return bytes;
    }

    private static String text(String literal) throws SourceException {
        return new String(string(literal), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "return a+b*c | (return (add $a (multiply $b $c)))",
                "return a-b-c | (return (subtract (subtract $a $b) $c))",
                "return a^b^c | (return (power $a (power $b $c)))",
                "return -a^b | (return (negate (power $a $b)))",
                "return a^-b | (return (power $a (negate $b)))",
                "return not a==b | (return (equal (not $a) $b))",
                "return a or b and c | (return (or $a (and $b $c)))",
                "return a and b and c | (return (and (and $a $b) $c))",
                "return a<b==c>=d | (return (greater_or_equal (equal (less $a $b) $c) $d))",
                "return a..b..c+d | (return (concat $a $b (add $c $d)))",
                "return (a..b)..c | (return (concat (concat $a $b) $c))",
                "return a..(b..c) | (return (concat $a $b $c))",
                "return a..(b..c)..d | (return (concat $a (concat $b $c) $d))",
                "return a..b==c | (return (equal (concat $a $b) $c))",
                "return #a%2/3 | (return (divide (modulo (length $a) 2) 3))",
                "return (a+b)*c | (return (multiply (add $a $b) $c))",
                "return -1, - -1, -(2), -x, -x^2 | (return -1 1 -2 (negate $x) (negate (power $x 2)))",
                "return 1+2*3, -2^2, 0/0, -0, 0*-1 | (return 7 -4 (divide 0 0) (negate 0) (multiply 0 -1))",
                "return not nil, 1 and 2, nil or 2, nil and 1, 1 or 2 | (return true 2 2 (and nil 1) (or 1 2))",
                "return (f()), (...), (a), ((f())) | (return (one (call $f)) (one ...) $a (one (call $f)))",
                "return a.b['c'][1].d | (return (index (index (index (index $a 'b') 'c') 1) 'd'))",
                "return f(1)(2):g(3){4}'5' "
                        + "| (return (call (call (method (call (call $f 1) 2) g 3) (table 4)) '5'))",
                "return {1, a=2, ['b']=3; f(), goto=4, c} " + "| (return (table 1 'a'=2 'b'=3 (call $f) 'goto'=4 $c))",
                "a, b.c, (d).e = 1, f() | (set [$a (index $b 'c') (index $d 'e')] [1 (call $f)])",
                "function a.b:c(d) end | (set [(index (index $a 'b') 'c')] [(function [self d])])",
                "function a(...) return ... end | (set [$a] [(function []... (return ...))])",
                "local function f(a) return f end | (localfunction f (function [a] (return f)))",
                "local f = function() return f end | (local [f] [(function [] (return $f))])",
                "local a, b local c = a | (local [a b] []) (local [c] [a])",
                "local a = a | (local [a] [$a])",
                "if a then b() elseif c then else d() end | (if ($a (call $b)) ($c ) (else (call $d)))",
                "for i=1,2 do f(i) end | (for i 1 2 (call $f i))",
                "for i=1,2,3 do local i = i end | (for i 1 2 3 (local [i] [i]))",
                "for a, b in f, g do break end | (forin [a b] [$f $g] break)",
                "while a do goto x ::x:: end | (while $a (goto x) (label x))",
                "repeat local a until a | (repeat (local [a] []) a)",
                "do local a end return a | (do (local [a] [])) (return $a)",
                "::a:: do goto a end | (label a) (do (goto a))",
                "goto = goto | (set [$goto] [$goto])",
            })
    void buildsTree(String source, String expected) throws SourceException {
        assertThat(shape(source)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "local a;local x = a.b;+ c | (local@3 [x] [(add@3 (index@3 a 'b') $c@3)])",
                "local a;f(a.b;) | (call@2 $f@2 (index@3 a 'b'))",
                "local a;f(1,a.b;,2) | (call@2 $f@2 1 (index@3 a 'b') 2)",
                "local a return a;.b;.c | (return@3 (index@3 (index@2 a 'b') 'c'))",
                "local a a.b;=;1 | (set@3 [(index@3 a 'b')] [1])",
                "local a a[;1;];=;1 | (set@5 [(index@5 a 1)] [1])",
                "local a x = a;+;{};c() | (set@3 [$x@3] [(add@3 a (table@3 ))]) (call@4 $c@4)",
                "local a x = a;..;'x';.. 'y' | (set@4 [$x@4] [(concat@4 a 'x' 'y')])",
                "local a x = a;^;2;^;a | (set@5 [$x@5] [(power@5 a (power@5 2 a))])",
                "local a x = -;a; | (set@2 [$x@2] [(negate@2 a)])",
                "local a a;.b 'x' | (call@2 (index@2 a 'b') 'x')",
                "local a f;[[;]] | (call@3 $f@1 '')",
                "local a f(;1;) x=1 | (call@1 $f@1 1) (set@3 [$x@3] [1])",
                "local a return a(;1;) | (return@3 (call@3 a 1))",
                "local a return a:b(;1;) | (return@3 (method@3 a b 1))",
                "local a return (a.b;) | (return@2 (index@2 a 'b'))",
                "local a return (a.b;);+;1 | (return@4 (add@4 (index@2 a 'b') 1))",
                "local a return (a;.b);:c() | (return@3 (method@3 (index@2 a 'b') c))",
                "local a if a.b;then end | (if ((index@1 a 'b') ))",
                "local a x={a.b;,;1} | (set@3 [$x@3] [(table@3 (index@1 a 'b') 1)])",
                "local a x=a.b;and 1 | (set@2 [$x@2] [(and@2 (index@2 a 'b') 1)])",
                "local a function;a.b;();end | (set@1 [(index@1 a 'b')] [(function@1 [])])",
                "local a x=function;();end | (set@3 [$x@3] [(function@2 [])])",
                "local a for i=;1,;2;do end | (for@4 i 1 2)",
                "local a for i;in;1,;2;do end | (forin@3 [i] [1 2])",
            })
    void saysTheLinesOfMessages(String source, String expected) throws SourceException {
        String tree = lines(source.replace(';', '\n'));
        assertThat(tree.replace("(local@1 [a] []) ", "")).isEqualTo(expected.replace("(local@1 [a] []) ", ""));
    }

    @Test
    void readsNumbersAsTheNearestDouble() throws SourceException {
        assertThat(number("1e308")).isEqualTo(1e308);
        assertThat(number("1e400")).isInfinite();
        assertThat(number("4.9e-324")).isEqualTo(Double.MIN_VALUE);
        assertThat(number(".5")).isEqualTo(0.5);
        assertThat(number("5.")).isEqualTo(5);
        assertThat(number("010")).isEqualTo(10);
        assertThat(number("0x1.8p1")).isEqualTo(3);
        assertThat(number("0X.8P+1")).isEqualTo(1);
        assertThat(number("0xffffffffffffffffffff")).isEqualTo(0x1p80);
        assertThat(number("0x1.00000000000008")).isEqualTo(1);
        assertThat(number("0x1.000000000000080000000000000000000001")).isEqualTo(Math.nextUp(1.0));
        assertThat(number("0x" + "0".repeat(1000) + "1")).isEqualTo(1);
        assertThat(number("0x1" + "0".repeat(1000))).isInfinite();
        assertThat(number("0x0." + "0".repeat(400) + "1p1604")).isEqualTo(1);
        assertThat(number("0b101")).isEqualTo(5);
    }

    @Test
    void readsEscapes() throws SourceException {
        assertThat(string("'\\a\\b\\f\\n\\r\\t\\v\\\\\\\"\\''"))
                .containsExactly(7, 8, 12, 10, 13, 9, 11, '\\', '"', '\'');
        assertThat(string("'\\0\\10\\0651\\x41\\xfF'")).containsExactly(0, 10, 65, '1', 65, (byte) 0xff);
        assertThat(text("'\\u{41}\\u{7ff}\\u{20ac}\\u{1F600}'")).isEqualTo("A\u07ff\u20ac\ud83d\ude00");
        assertThat(text("'a\\z \t\r\n  b'")).isEqualTo("ab");
        assertThat(text("'a\\\nb\\\r\nc\\\rd'")).isEqualTo("a\nb\nc\nd");
    }

    @Test
    void readsLongStrings() throws SourceException {
        assertThat(text("[[\r\na\r\nb\n\rc\rd]]")).isEqualTo("a\nb\nc\nd");
        assertThat(text("[==[ ]] ]=] \\n ]==]")).isEqualTo(" ]] ]=] \\n ");
        assertThat(text("[[]]")).isEmpty();
        assertThat(text("[=[]]=]")).isEqualTo("]");
        assertThat(text("--[==[\n]] x ]==] --[[y]] --z\n'a'")).isEqualTo("a");
    }

    @Test
    void keepsBytesThatAreNotUtf8() throws SourceException {
        byte[] source = {'r', 'e', 't', 'u', 'r', 'n', ' ', '"', (byte) 0xff, 0, (byte) 0x80, '"'};
        FunctionBody body = Parser.parse(new SourceText(source, 0, source.length, new Budget()), List.of());
        Return statement = (Return) body.block.statements().get(0);
        LuaString string = (LuaString) ((Constant) statement.values().get(0)).value();
        source[8] = 'x';
        assertThat(string.m_length).isEqualTo(3);
        assertThat(string.luaByte(0)).isEqualTo(0xff);
    }

    @Test
    void parsesTheGivenPartOfTheArray() throws SourceException {
        byte[] source = "((return 1))".getBytes(StandardCharsets.UTF_8);
        assertThat(Shape.of(Parser.parse(new SourceText(source, 2, 8, new Budget()), List.of())))
                .isEqualTo("(return 1)");
    }

    @Test
    void namesTheParametersOfAChunk() throws SourceException {
        FunctionBody body = parse("return edge_computing, ...", "edge_computing");
        assertThat(Shape.of(body)).isEqualTo("(return edge_computing ...)");
        assertThat(body.vararg).isTrue();
        assertThat(body.parameters).hasSize(1);
        assertThat(body.line).isZero();
    }

    @Test
    void marksWhatIsReassignedAndCaptured() throws SourceException {
        assertThat(flags("local a = 1 a = 2")).isEqualTo("a=r");
        assertThat(flags("local a = 1 return a, function() return a end")).isEqualTo("a=c");
        assertThat(flags("local a return function() a = 1 end")).isEqualTo("a=rc");
        assertThat(flags("local a function a() end")).isEqualTo("a=r");
        assertThat(flags("local a function a.b() end")).isEqualTo("a=");
        assertThat(flags("local a a.b = 1 a[a] = a")).isEqualTo("a=");
        assertThat(flags("local a local b = 1, a do local a a = 1 end")).isEqualTo("a= b=");
        assertThat(flags("local a a, b = 1, 2")).isEqualTo("a=r");
        assertThat(flags("local function f() return f end")).isEqualTo("f=c");
        assertThat(flags("local function f() end return f()")).isEqualTo("f=");
    }

    private static String flags(String source) throws SourceException {
        return parse(source).block.statements().stream()
                .flatMap(statement -> statement instanceof LocalDeclaration local
                        ? local.variables().stream()
                        : statement instanceof LocalFunction function
                                ? List.of(function.variable()).stream()
                                : List.<Variable>of().stream())
                .map(v -> v.name + "=" + (v.reassigned ? "r" : "") + (v.captured ? "c" : ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void handsUpvaluesDownThroughTheFunctionsBetween() throws SourceException {
        FunctionBody chunk = parse("local a, b return function(c) local d return function() return a, c, a end end");
        FunctionBody middle = chunk.inner.get(0);
        FunctionBody innermost = middle.inner.get(0);
        assertThat(names(chunk)).isEmpty();
        assertThat(names(middle)).containsExactly("a");
        assertThat(names(innermost)).containsExactly("a", "c");
        assertThat(innermost.parent).isSameAs(middle);
        assertThat(middle.parent).isSameAs(chunk);
        assertThat(innermost.upvalues.iterator().next())
                .isSameAs(middle.upvalues.iterator().next());
    }

    private static List<String> names(FunctionBody body) {
        return body.upvalues.stream().map(v -> v.name).toList();
    }

    @Test
    void tellsNamesApartByTheirBytes() throws SourceException {
        byte[] source = "local A, B return B, A".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < source.length; i++) {
            source[i] = source[i] == 'A' ? (byte) 0xf0 : source[i] == 'B' ? (byte) 0xf1 : source[i];
        }
        FunctionBody body = Parser.parse(new SourceText(source, 0, source.length, new Budget()), List.of());
        List<Variable> variables = ((LocalDeclaration) body.block.statements().get(0)).variables();
        Return last = (Return) body.block.statements().get(1);
        assertThat(((Expression.Local) last.values().get(0)).variable()).isSameAs(variables.get(1));
        assertThat(((Expression.Local) last.values().get(1)).variable()).isSameAs(variables.get(0));
    }

    @Test
    void leadsJumpsToTheNearestLabel() throws SourceException {
        FunctionBody body = parse("::a:: while x do goto a do goto a end ::a:: end goto a");
        Label outer = ((LabelStatement) body.block.statements().get(0)).label();
        While loop = (While) body.block.statements().get(1);
        List<Statement> inside = loop.block().statements();
        Label inner = ((LabelStatement) inside.get(2)).label();
        assertThat(inner).isNotSameAs(outer);
        assertThat(((Goto) inside.get(0)).label()).isSameAs(inner);
        Statement.Do block = (Statement.Do) inside.get(1);
        assertThat(((Goto) block.block().statements().get(0)).label()).isSameAs(inner);
        assertThat(((Goto) body.block.statements().get(2)).label()).isSameAs(outer);
    }

    @Test
    void needsNoStackForChains() throws SourceException {
        int many = 100_000;
        for (String source : List.of(
                "return a" + "+a".repeat(many),
                "return a" + "..a".repeat(many),
                "return a" + " and a or a".repeat(many),
                "return a" + "()".repeat(many),
                "return a" + ".b:c()[1]".repeat(many),
                "return {" + "a,".repeat(many) + "}",
                "if a then " + "elseif a then ".repeat(many) + "end",
                "a=1;".repeat(many),
                "goto a ".repeat(many) + "::a::",
                "do local a, b = 1 goto c ::c:: end ".repeat(many),
                "--[[x]] ".repeat(many),
                "return '" + "\\n".repeat(many) + "'")) {
            assertThat(parse(source)).isNotNull();
        }
    }

    @Test
    void movesJumpsSeldomHoweverDeepTheyAre() throws SourceException {
        StringBuilder jumps = new StringBuilder();
        StringBuilder labels = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            jumps.append("goto a").append(i).append(' ');
            labels.append("::a").append(i).append(":: f() ");
        }
        String deep = "do ".repeat(190) + jumps + "end ".repeat(190);
        // To go through all blocks with each of them would take ten million steps.
        assertThat(parse(deep + labels).block.statements()).hasSize(1 + 100_000);
        assertThat(parse(labels + deep).block.statements()).hasSize(100_000 + 1);
    }

    @Test
    void stopsWhenTheBudgetIsUsedUp() {
        Budget budget = new Budget();
        budget.start(
                Limits.DEFAULT, System.nanoTime() - 2 * Limits.DEFAULT.timeout().toNanos());
        budget.hint();
        byte[] source = "return 1".getBytes(StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Parser.parse(new SourceText(source, 0, source.length, budget), List.of()))
                .isInstanceOf(LimitExceededError.class);
    }

    @Test
    void refusesBinaryChunks() {
        assertThatThrownBy(() -> parse("\033Lua"))
                .isInstanceOf(SourceException.class)
                .hasMessage("this is a binary chunk, and only Lua source is run here");
    }
}
