package dev.cuprum.lua.compiler;

import dev.cuprum.lua.compiler.Expression.Item;
import dev.cuprum.lua.compiler.Statement.Clause;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.luaj.vm2.LuaString;

/** Writes a syntax tree as nested lists: the kind first, then the parts, and the line where there is one. */
final class Shape {

    private final boolean lines;

    private Shape(boolean lines) {
        this.lines = lines;
    }

    static String of(FunctionBody body) {
        return new Shape(false).block(body.block);
    }

    static String withLines(FunctionBody body) {
        return new Shape(true).block(body.block);
    }

    private String block(Block block) {
        return block.statements().stream().map(this::statement).collect(Collectors.joining(" "));
    }

    private String statement(Statement statement) {
        if (statement instanceof Statement.LocalDeclaration s) {
            return list("local" + line(s.line()), names(s.variables()), all(s.values()));
        } else if (statement instanceof Statement.LocalFunction s) {
            return list("localfunction" + line(s.line()), s.variable().name, function(s.body()));
        } else if (statement instanceof Statement.Assignment s) {
            return list("set" + line(s.line()), all(s.targets()), all(s.values()));
        } else if (statement instanceof Statement.CallStatement s) {
            return expression(s.call());
        } else if (statement instanceof Statement.Return s) {
            return list("return" + line(s.line()), s.values().stream().map(this::expression));
        } else if (statement instanceof Statement.Goto s) {
            return list("goto", s.label().name);
        } else if (statement instanceof Statement.LabelStatement s) {
            return list("label", s.label().name);
        } else if (statement instanceof Statement.Break) {
            return "break";
        }
        return compound(statement);
    }

    private String compound(Statement statement) {
        if (statement instanceof Statement.Do s) {
            return list("do", block(s.block()));
        } else if (statement instanceof Statement.While s) {
            return list("while" + line(s.line()), expression(s.condition()), block(s.block()));
        } else if (statement instanceof Statement.Repeat s) {
            return list("repeat" + line(s.line()), block(s.block()), expression(s.condition()));
        } else if (statement instanceof Statement.If s) {
            String otherwise = s.otherwise() == null ? "" : " " + list("else", block(s.otherwise()));
            return "(if " + s.clauses().stream().map(this::clause).collect(Collectors.joining(" ")) + otherwise + ")";
        } else if (statement instanceof Statement.NumericFor s) {
            String step = s.step() == null ? "" : expression(s.step());
            return list(
                    "for" + line(s.line()),
                    s.variable().name,
                    expression(s.start()),
                    expression(s.limit()),
                    step,
                    block(s.block()));
        } else if (statement instanceof Statement.GenericFor s) {
            return list("forin" + line(s.line()), names(s.variables()), all(s.values()), block(s.block()));
        }
        throw new AssertionError(statement);
    }

    private String clause(Clause clause) {
        return list(expression(clause.condition()), block(clause.block()));
    }

    private String expression(Expression expression) {
        if (expression instanceof Expression.Constant e) {
            return e.value() instanceof LuaString
                    ? "'" + e.value() + "'"
                    : e.value().tojstring();
        } else if (expression instanceof Expression.Local e) {
            return e.variable().name;
        } else if (expression instanceof Expression.Global e) {
            return "$" + e.name() + line(e.line());
        } else if (expression instanceof Expression.Vararg) {
            return "...";
        } else if (expression instanceof Expression.FunctionExpression e) {
            return function(e.body());
        } else if (expression instanceof Expression.Parenthesized e) {
            return list("one", expression(e.inner()));
        }
        return composed(expression);
    }

    private String composed(Expression expression) {
        if (expression instanceof Expression.Index e) {
            return list("index" + line(e.line()), expression(e.object()), expression(e.key()));
        } else if (expression instanceof Expression.Call e) {
            return list("call" + line(e.line()), expression(e.function()), join(e.arguments()));
        } else if (expression instanceof Expression.MethodCall e) {
            return list(
                    "method" + line(e.line()), expression(e.object()), e.name().tojstring(), join(e.arguments()));
        } else if (expression instanceof Expression.Binary e) {
            return list(name(e.operator()) + line(e.line()), expression(e.left()), expression(e.right()));
        } else if (expression instanceof Expression.Unary e) {
            return list(name(e.operator()) + line(e.line()), expression(e.operand()));
        } else if (expression instanceof Expression.Concatenation e) {
            return list("concat" + line(e.line()), join(e.parts()));
        } else if (expression instanceof Expression.TableConstructor e) {
            return list("table" + line(e.line()), e.items().stream().map(this::item));
        }
        throw new AssertionError(expression);
    }

    private String item(Item item) {
        Expression key = item.key();
        return key == null ? expression(item.value()) : expression(key) + "=" + expression(item.value());
    }

    private String function(FunctionBody body) {
        return list(
                "function" + line(body.line), names(body.parameters) + (body.vararg ? "..." : ""), block(body.block));
    }

    private String line(int line) {
        return lines ? "@" + line : "";
    }

    private static String name(Expression.Operator operator) {
        return operator.name().toLowerCase(Locale.ROOT);
    }

    private static String names(List<Variable> variables) {
        return variables.stream().map(v -> v.name).collect(Collectors.joining(" ", "[", "]"));
    }

    private String all(List<Expression> expressions) {
        return "[" + join(expressions) + "]";
    }

    private String join(List<Expression> expressions) {
        return expressions.stream().map(this::expression).collect(Collectors.joining(" "));
    }

    private static String list(String kind, String... parts) {
        return list(kind, List.of(parts).stream());
    }

    private static String list(String kind, Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining(" ", "(" + kind + " ", ")"));
    }
}
